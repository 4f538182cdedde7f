"""How much is believed when. Found on months before those that are measured; no name of any file is in it."""

from dataclasses import dataclass

LEAST = 1e-6  # the chance of what never happened yet


@dataclass(frozen=True)
class Tuning:
    """Half-lives and gaps in days; trust in orders; the weights of the views beside that of roles, which is 1."""

    half_life: float = 120
    half_life_of_places: float = 30
    trust: float = 3  # orders that a narrower context needs to weigh as much as the wider one
    trust_of_places: float = 0.3  # the same for which unit of a role serves a place
    weight_of_stand_ins: float = 0.6
    weight_of_places: float = 0.2
    weight_of_examples: float = 0.4
    rename_orders: int = 3
    rename_gap: int = 30
    rename_confidence: float = 0.8
