"""List a supervision in public, tell how it goes, strike it off when the result was verified."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.core.registers.provisions import provision
from linli.flow.handling.supervision import alerting, publicity
from linli.flow.handling.supervision.actions.keeping import (
    held,
    me,
    require,
    require_now,
    start_clock,
    stop_clock,
    tell,
)
from linli.flow.handling.supervision.models import Listing, ListingNote, ListingStage, Supervision
from linli.flow.handling.supervision.queries.reading import posts_in_charge
from linli.flow.handling.supervision.rights import LIST, may_list
from linli.flow.handling.supervision.settling import end_of, settle
from linli.ground.people.actor import SYSTEM, Actor

TITLE = 60


@transaction.atomic
def put_on_list(
    supervision_id: UUID,
    *,
    title: str,
    demand: str,
    post_id: UUID | None,
    until: date | None = None,
    actor: Actor,
    now: datetime,
) -> Listing:
    """Show the supervision to everybody, in these words, until it is struck off: by `until`, else by the rule's limit.

    Raises Refused, AnswersWrong (also where the words tell of a person), StepNotOpen.
    """
    supervision = held(supervision_id, actor=actor)
    require(may_list(actor, supervision), LIST)
    require_now(supervision.is_open, _("这份督办已经结束了，不能挂牌。"))
    require_now(not Listing.objects.filter(supervision=supervision).exists(), _("这份督办已经挂过牌了。"))
    said = public(supervision, title=title, demand=demand, now=now)
    today = timezone.localdate(now)
    post = next((post for post in posts_in_charge(supervision, on=today) if post.id == post_id), None)
    if post is None:
        raise AnswersWrong({"post": _("请选择由哪个领导岗位包案。")})
    most = provision("supervision.listed_most_days", on=today)
    listing = Listing.objects.create(
        number=supervision.number,
        supervision=supervision,
        post=post,
        listed_at=now,
        listed_by_id=me(actor),
        **said,
    )
    says = {**said, "listing": str(listing.id), "post": str(post.id)}
    unit_id = supervision.issuer_unit_id
    tell(supervision, "handling.listed", actor=actor, now=now, unit_id=unit_id, says=says)
    start_clock(
        supervision.matter,
        "listed_supervision",
        task_id=listing.id,
        unit=supervision.addressee,
        actor=actor,
        now=now,
        until=end_of(until, now=now, most_days=most),
    )
    alerting.tell_addressee(supervision, "listed", now=now)
    return listing


def public(supervision: Supervision, *, now: datetime, **said: str) -> dict[str, str]:
    """Return words to publish, settled and checked; also for showing them before. Raises AnswersWrong."""
    settled = settle(longest={"title": TITLE}, **said)
    publicity.check(supervision.matter, settled, now=now)
    return settled


@transaction.atomic
def note(supervision_id: UUID, *, text: str, actor: Actor, now: datetime) -> ListingNote:
    """Publish what was done so far. Raises Refused, AnswersWrong, StepNotOpen."""
    supervision, listing = _listed(supervision_id, actor=actor)
    said = public(supervision, text=text, now=now)
    written = ListingNote.objects.create(listing=listing, at=now, by_id=me(actor), **said)
    unit_id = supervision.issuer_unit_id
    tell(supervision, "handling.listing_noted", actor=actor, now=now, unit_id=unit_id, says=said)
    return written


@transaction.atomic
def strike_off(supervision_id: UUID, *, verified: str, result: str, actor: Actor, now: datetime) -> Listing:
    """End the listing after the unit has answered: say how it was verified, and publish the result.

    Raises Refused, AnswersWrong, StepNotOpen.
    """
    supervision, listing = _listed(supervision_id, actor=actor)
    require_now(not supervision.awaits_answer, _("单位还没有回复，核实以后才能摘牌。"))
    checked = settle(verified=verified)
    said = public(supervision, result=result, now=now)
    stop_clock(listing.id, supervision.matter, actor=actor, now=now)
    listing.stage, listing.ended_at, listing.ended_by_id = ListingStage.STRUCK_OFF, now, actor.staff_id
    listing.verified, listing.result = checked["verified"], said["result"]
    listing.save()
    alerting.settle(supervision, "listed", "listed_late", now=now)
    says = {**checked, **said}
    unit_id = supervision.issuer_unit_id
    tell(supervision, "handling.struck_off", actor=actor, now=now, unit_id=unit_id, says=says)
    return listing


def listing_ran_out(listing_id: UUID, clock_id: UUID, *, now: datetime) -> None:
    """Note that a listing was not struck off in time, and tell whoever leads. Twice does no harm."""
    with transaction.atomic():
        found = Listing.objects.filter(id=listing_id).values_list("supervision_id", flat=True).first()
        if found is None:
            return
        supervision = held(found, actor=SYSTEM)
        ran_out = Clock.objects.filter(id=clock_id, stopped_at=None, due_at__lte=now).first()
        if ran_out is None:
            return
        Listing.objects.filter(id=listing_id, breached_at=None).update(breached_at=ran_out.due_at)
        alerting.tell_issuer(supervision, "listed_late", leads=True, now=now)


def _listed(supervision_id: UUID, *, actor: Actor) -> tuple[Supervision, Listing]:
    supervision = held(supervision_id, actor=actor)
    require(may_list(actor, supervision), LIST)
    listing = Listing.objects.filter(supervision=supervision, stage=ListingStage.LISTED).first()
    if listing is None:
        raise StepNotOpen(_("这份督办没有在挂牌。"))
    return supervision, listing
