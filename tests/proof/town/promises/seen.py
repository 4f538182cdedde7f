"""What holds of who sees what: worked out here once more, from postings and rows alone."""

from collections.abc import Iterator
from datetime import date

from linli.core.matters.models import Involvement, KeyHolder, Matter
from linli.core.procedures.taking import open_steps
from linli.flow.handling import worklists
from linli.flow.handling.alerts.models import Alert
from linli.flow.statistics.models import Fact
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.people.models import Posting, Staff
from linli.ground.places.models import Level

from ..town import Town
from . import now_and_then

SEE = "matters.see"


@now_and_then("Nobody sees what neither their posts, nor what their units once had, open to them.")
def visible(town: Town) -> Iterator[str]:
    matters = list(Matter._base_manager.order_by("id"))
    for staff in town.eye.sample(town.county.staff, 5):
        seen = set(Matter.objects.visible_to(town.actor(staff)).values_list("id", flat=True))
        allowed = {one.id for one in matters if may_see(staff, one, town.today)}
        for key in sorted(seen ^ allowed):
            yield f"{staff.username} sees {key}: {key in seen}; should: {key in allowed}"


def may_see(staff: Staff, matter: Matter, on: date) -> bool:
    """Tell it from the postings of that day, one by one."""
    if matter.is_sealed or not Staff.objects.get(pk=staff.pk).is_active:
        return False
    for posting in Posting.objects.select_related("post__role", "post__unit__area").filter(staff=staff):
        unit, role = posting.post.unit, posting.post.role
        dates = [(posting.valid_from, posting.valid_to), (unit.valid_from, unit.valid_to)]
        holds = all((first is None or first <= on) and (last is None or on <= last) for first, last in dates)
        if not holds or SEE not in role.permissions:
            continue
        if role.reach == "centre" or unit.id == matter.unit_id:
            return True
        if role.reach == "area" and unit.area.level not in (Level.TOWN, Level.VILLAGE):
            return True
        if role.reach == "area" and unit.area_id in (matter.town_id, matter.village_id):
            return True
        if Involvement.objects.filter(matter=matter, unit=unit).exists():
            return True
    return False


@now_and_then(
    "For every open matter there is somebody, its resident or a member of staff, who is offered a step that brings it on."
)
def workable(town: Town) -> Iterator[str]:
    rows = list(Matter.objects.visible_to(SYSTEM).filter(is_open=True).select_related("unit").order_by("id"))
    for matter in town.eye.sample(rows, min(len(rows), 2)):
        actors = [town.resident_of(matter), *(town.actor(staff) for staff in town.county.staff)]
        if not any(step.to for one in actors for step in open_steps(matter, actor=one, now=town.now)):
            yield f"{matter} is {matter.state} at {matter.unit}, and nobody can bring it on"


@now_and_then("A resident sees what they hold the receipt of, and nothing else.")
def own(town: Town) -> Iterator[str]:
    if not town.known:
        return
    mine = town.eye.choice(sorted(town.known))
    seen = set(Matter.objects.visible_to(resident([mine]), sealed=True).values_list("id", flat=True))
    if seen != {mine}:
        yield f"the holder of {mine} sees {sorted(seen)}"
    if Matter.objects.visible_to(resident(), sealed=True).exists():
        yield "somebody who shows nothing sees something"


@now_and_then("No list, figure, alert or search has a sealed matter, whoever looks.")
def unlisted(town: Town) -> Iterator[str]:
    hidden = set(Matter._base_manager.filter(is_sealed=True).values_list("id", flat=True))
    if Matter.objects.visible_to(SYSTEM).filter(id__in=hidden).exists():
        yield "the system lists a sealed matter"
    if Fact.objects.filter(matter__in=hidden).exists():
        yield "figures count a sealed matter"
    if Alert.objects.filter(matter__in=hidden).exists():
        yield "an alert tells of a sealed matter"
    actor = town.actor(town.eye.choice(town.county.staff))
    for lane in worklists.lanes_of(actor):
        page = worklists.page(lane, worklists.Filters(), actor=actor, now=town.now, size=500)
        listed = {row.id for row in page.matters}
        for key in sorted(listed & hidden):
            yield f"lane {lane.name} of {actor.name} shows sealed {key}"
        count = worklists.count(lane, worklists.Filters(), actor=actor, now=town.now, most=500)
        if count != len(listed):
            yield f"lane {lane.name} of {actor.name} counts {count} and shows {len(listed)}"


@now_and_then("A sealed matter is seen by holders of its key and by whoever brought it, and by nobody else.")
def sealed(town: Town) -> Iterator[str]:
    for matter in Matter._base_manager.filter(is_sealed=True).order_by("id"):
        holders = set(
            KeyHolder.objects.filter(matter=matter, way="staff", ended_at=None).values_list(
                "staff", flat=True
            )
        )
        for staff in town.eye.sample(town.county.staff, 4):
            rows = Matter.objects.visible_to(town.actor(staff), sealed=True).filter(id=matter.id)
            if rows.exists() and staff.pk not in holders:
                yield f"{staff.username} holds no key of {matter.id} and sees it"
