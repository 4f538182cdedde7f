"""Where a petition stands: its rounds, what waits in them, and until when something may be asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.capabilities.petitions.models import (
    CarryingOut,
    Hearing,
    Objection,
    Petition,
    Review,
    Settlement,
)
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.obligations import window_ends
from linli.core.procedures.reach import reaches
from linli.flow.outcomes.story import story_of
from linli.flow.routing.deciding import in_force
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit

ROWS = ("reviews", "recusals", "hearings", "settlements", "objections")
KEPT, WORK = "_petition_read", "handling.work"
HANDS = ("outcomes.replied", "petitions.reviewed", "petitions.accepted")


@dataclass(frozen=True)
class Given:
    """The last answer of a petition: an opinion or the decision of a review, when it was given, and when it arrived."""

    row: Petition | Review
    given_at: datetime
    delivered_at: datetime | None


def petition_of(matter: Matter) -> Petition:
    """Return the row of a petition; an unsaved one for what was brought in from elsewhere and has none yet.

    Read once with its rows for all guards of a page, while the matter has this version.
    """
    kept: tuple[int, Petition] | None = matter.__dict__.get(KEPT)
    if kept is not None and kept[0] == matter.version:
        return kept[1]
    rows = Petition.objects.select_related("organ").prefetch_related(*ROWS)
    found = rows.filter(matter=matter.id).first() or fresh(matter)
    matter.__dict__[KEPT] = (matter.version, found)
    return found


def fresh(matter: Matter) -> Petition:
    """Return the row that a matter of this capability begins with, unsaved."""
    return Petition(matter=matter, klass=matter.kind, brought_at=matter.received_at)


def reviews_of(petition: Petition) -> list[Review]:
    """Return the reviews of the opinion that stands, in order; one that was revoked, with its reviews, stands no more."""
    since = petition.opinion_at
    rows = sorted(petition.reviews.all(), key=lambda row: row.began_at)
    return [row for row in rows if since is not None and row.began_at >= since]


def open_review(matter: Matter) -> Review | None:
    """Return the review or re-review that is not decided yet."""
    return next((one for one in petition_of(matter).reviews.all() if not one.result), None)


def answer_of(petition: Petition) -> Given | None:
    """Return the last answer that was given."""
    decided = [row for row in reviews_of(petition) if row.decided_at]
    if decided and decided[-1].decided_at:
        return Given(decided[-1], decided[-1].decided_at, decided[-1].delivered_at)
    return Given(petition, petition.opinion_at, petition.delivered_at) if petition.opinion_at else None


def next_round(petition: Petition) -> str:
    """Return which round the petitioner may ask for, by what was decided: review, re_review, "" for none."""
    reviews = reviews_of(petition)
    if not reviews:
        return Review.Round.REVIEW if petition.conclusion else ""
    is_decided = len(reviews) == 1 and reviews[0].decided_at is not None
    return Review.Round.RE_REVIEW if is_decided else ""


def objection_of(matter: Matter) -> Objection | None:
    """Return the objection that waits for the sender's answer."""
    return next((one for one in petition_of(matter).objections.all() if one.agreed is None), None)


def objections_refused(matter: Matter) -> set[UUID]:
    """Return the units whose objection was refused: they do not object to this petition again."""
    return {one.unit_id for one in petition_of(matter).objections.all() if one.agreed is False}


def is_recused(matter: Matter, staff_id: UUID) -> bool:
    """Tell whether a member of staff withdrew from this petition."""
    return any(one.staff_id == staff_id for one in petition_of(matter).recusals.all())


def hearing_of(matter: Matter) -> Hearing | None:
    return next((one for one in petition_of(matter).hearings.all() if one.ended_at is None), None)


def settlement_of(matter: Matter) -> Settlement | None:
    return next((one for one in petition_of(matter).settlements.all() if one.ended_at is None), None)


def duties_of(matter: Matter) -> list[CarryingOut]:
    """Return what has to be carried out, and was, the first to be due in front."""
    return list(
        CarryingOut.objects.filter(petition=matter.id).select_related("organ").order_by("due_on", "id")
    )


def handlers_before(matter: Matter) -> set[UUID]:
    """Return the members of staff who gave an opinion or a decision on this petition, or accepted it."""
    entries = Entry.objects.filter(subject=matter.id, verb__in=HANDS, actor_kind="staff")
    return {staff_id for staff_id in entries.values_list("actor_id", flat=True) if staff_id}


def time_to_ask(matter: Matter) -> datetime | None:
    """Return until when review or re-review may be asked for; None where nothing of the kind is open.

    Counted from the day on which the answer reached the petitioner, or was given while nobody recorded its delivery.
    """
    petition = petition_of(matter)
    asked, answer = next_round(petition), answer_of(petition)
    if not asked or answer is None:
        return None
    return window_ends(matter, f"ask_{asked}", since=answer.delivered_at or answer.given_at)


def organ_above(matter: Matter, *, on: date) -> Unit | None:
    """Return the next higher organ of the one that gave the last answer; None where it is not on this platform."""
    above = in_force(matter.unit.parent, on=on)
    return above if above is not None and above.id != matter.unit_id else None


def was_satisfied(matter: Matter) -> bool:
    """Tell whether the petitioner said that the matter is solved and that they are satisfied."""
    word = story_of(matter).word
    return word is not None and word.own and not word.is_dissatisfied and word.solved == "yes"


def may_carry_out(row: CarryingOut, matter: Matter, actor: Actor) -> bool:
    """Tell whether the actor may say that a duty is done: whoever works on the petition, or serves in the organ that owes it."""
    if row.done_at is not None or actor.staff_id is None:
        return False
    return reaches(actor, WORK, matter) or row.organ_id in actor.unit_ids
