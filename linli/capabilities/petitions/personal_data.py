from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns, together

BY = "petition__matter"

holds(
    "petitions.petition",
    "petitions.Petition",
    label=_("信访件的类别、形式和结论"),
    purpose=_("按信访工作条例办理"),
    **columns(
        "petitions.Petition", "external_code", told=("klass", "form", "stage", "conclusion", "opinion_at")
    ),
)
holds(
    "petitions.rounds",
    "petitions.Objection",
    "petitions.Referral",
    "petitions.Review",
    "petitions.Hearing",
    "petitions.Settlement",
    "petitions.CarryingOut",
    "petitions.Recusal",
    label=_("复查复核、听证、调解和落实的记录"),
    purpose=_("按信访工作条例办理"),
    **together(
        columns("petitions.Objection", "reason", "article", "answer", path=BY),
        columns("petitions.Referral", "where", "reason", path=BY, told=("path", "where", "reason", "result")),
        columns("petitions.Review", "asked", "text", path=BY, told=("round", "asked", "result", "text")),
        columns("petitions.Hearing", "result", path=BY, told=("began_at", "result")),
        columns(
            "petitions.Settlement", "consents", "text", "reason", path=BY, told=("way", "consents", "text")
        ),
        columns("petitions.CarryingOut", "what", "evidence", path=BY, told=("what", "due_on", "evidence")),
        columns("petitions.Recusal", "reason", path=BY),
    ),
)
