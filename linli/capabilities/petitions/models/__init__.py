from linli.capabilities.petitions.models.handling import CarryingOut, Hearing, Recusal, Settlement
from linli.capabilities.petitions.models.names import Adoption, Conclusion, Form, Klass, Path, Stage
from linli.capabilities.petitions.models.petition import Petition
from linli.capabilities.petitions.models.rounds import Objection, Referral, Review

__all__ = [
    "Adoption",
    "CarryingOut",
    "Conclusion",
    "Form",
    "Hearing",
    "Klass",
    "Objection",
    "Path",
    "Petition",
    "Recusal",
    "Referral",
    "Review",
    "Settlement",
    "Stage",
]
