"""Everything that the petitioner's page and the documents need of one petition, read once for all that ask."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from linli.capabilities.petitions.models import (
    CarryingOut,
    Hearing,
    Objection,
    Petition,
    Referral,
    Review,
    Settlement,
)
from linli.capabilities.petitions.queries.rounds import petition_of, reviews_of, time_to_ask
from linli.core.matters.models import Matter
from linli.flow.handling.timing.models import TimeRequest
from linli.flow.outcomes.story import Story, story_of

KEPT = "_petition_standing"


@dataclass(frozen=True)
class Standing:
    """A petition with its rows, each kind in the order in which they began; reviews are those of the opinion that stands."""

    matter: Matter
    petition: Petition
    referrals: list[Referral]
    objections: list[Objection]
    reviews: list[Review]
    hearings: list[Hearing]
    settlements: list[Settlement]
    duties: list[CarryingOut]
    extensions: list[TimeRequest]

    @property
    def story(self) -> Story:
        return story_of(self.matter)

    def review_of(self, which: str) -> Review | None:
        """Return the review or re-review of this petition, the last where there were several."""
        return next((one for one in reversed(self.reviews) if one.round == which), None)

    @property
    def referral(self) -> Referral | None:
        """Return the other way that was told last, while it holds: not once the petition came back and was accepted."""
        last = self.referrals[-1] if self.referrals else None
        is_void = last is not None and self.petition.accepted_at and self.petition.accepted_at > last.began_at
        return None if is_void else last

    @cached_property
    def ask_until(self) -> datetime | None:
        """Return until when review or re-review may be asked for."""
        return time_to_ask(self.matter)


def standing_of(matter: Matter) -> Standing:
    """Return where a petition stands; read once while the matter has this version."""
    kept: tuple[int, Standing] | None = matter.__dict__.get(KEPT)
    if kept is None or kept[0] != matter.version:
        kept = matter.__dict__[KEPT] = (matter.version, _read(matter))
    return kept[1]


def _read(matter: Matter) -> Standing:
    of, order = {"petition": matter.id}, ("began_at", "id")
    petition = petition_of(matter)
    rows = Review.objects.filter(**of).select_related("organ").order_by(*order)
    standing = {one.id for one in reviews_of(petition)}
    return Standing(
        matter=matter,
        petition=petition,
        referrals=list(Referral.objects.filter(**of).order_by(*order)),
        objections=list(Objection.objects.filter(**of).select_related("unit").order_by(*order)),
        reviews=[one for one in rows if one.id in standing],
        hearings=list(Hearing.objects.filter(**of).order_by(*order)),
        settlements=list(Settlement.objects.filter(**of).order_by(*order)),
        duties=list(CarryingOut.objects.filter(**of).select_related("organ").order_by("due_on", "id")),
        extensions=list(
            TimeRequest.objects.filter(
                matter=matter, kind=TimeRequest.Kind.EXTEND, stage=TimeRequest.Stage.APPROVED
            )
            .select_related("clock")
            .order_by("decided_at", "id")
        ),
    )
