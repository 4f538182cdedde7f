"""Makes the small centre of `world`: what a member of staff does in one step is done by them.

Rows that need a long life (a visit long after, a duty of a petition) are planted with the least they need: only who may
open them is asked.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.capabilities.petitions import actions as petitions
from linli.capabilities.petitions.figures.actions import proposals, reports
from linli.capabilities.petitions.reception.actions import taking
from linli.capabilities.petitions.reception.models import Desk, Service
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.doors.desk.actions import save_filter
from linli.flow.handling import actions as handling
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.meetings import actions as meetings
from linli.flow.handling.supervision import actions as supervision
from linli.flow.handling.timing import actions as timing
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Submission
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.commitments import actions as commitments
from linli.flow.outcomes.evidence import actions as evidence
from linli.flow.outcomes.letters.actions import issue
from linli.flow.outcomes.rights import actions as rights
from linli.flow.routing import actions as routing
from linli.flow.routing.laboratory import actions as laboratory
from linli.ground.files.actions import store_image
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7
from linli.testing.cast import Member, make_cast
from linli.testing.makers import Centre, open_centre
from tests.noninterference.lives import brought, picture
from tests.proof.leaks.people import staff_of, viewers
from tests.proof.leaks.world import World


def made(now: datetime) -> World:
    """Make the centre and let everything happen in it that has an address."""
    centre = open_centre(make_cast())
    staff = staff_of(centre.cast)
    roads = Unit.objects.get(code="JT")
    day = timedelta(days=1)
    photo = store_image(picture(), now=now)
    own = centre.bring(now=now - 20 * day, file_ids=(photo.id,))
    _once_with(own, roads, staff, now=now - 19 * day)
    neighbours = centre.bring(now=now - day, text="路灯不亮。", phone="13800000002", name="邻居")
    routing.dispatch(
        neighbours.matter_id,
        unit_id=centre.cast.west_town.id,
        reason="属地",
        actor=staff["duty"].actor,
        now=now,
    )
    claim = _claim(centre, staff, roads, now=now - 3 * day)
    secret = accusation(staff, now=now - day)
    world = World(centre, staff, own, neighbours, secret, {}, now)
    world.rows["claim"] = claim
    world.rows["photo"] = world.matter.attachments.get()
    handling.claim(own.matter_id, actor=staff["handler"].actor, now=now - 18 * day)
    _beside(world, now)
    _answered(world, roads, now)
    _sealed_rows(world, now)
    _houses(world, now)
    world.viewers = viewers(staff, [own, world.rows["answered"]], neighbours)
    centre.settle(now=now)
    return world


def _claim(centre: Centre, staff: dict[str, Member], roads: Unit, *, now: datetime) -> Receipt:
    """A petition that stands to everybody as the matter does."""
    told: dict[str, Any] = {
        "capability": "petitions",
        "kind": "claim",
        "category_id": None,
        "severity": "small",
        "channel": "window",
    }
    said = centre.submission(**told, text="灌溉渠被占，要求恢复通水。", phone="13800000003", name="另一人")
    receipt = petitions.bring(petitions.Brought(said, form="window"), actor=resident(), now=now)
    centre.settle(now=now)
    _once_with(receipt, roads, staff, now=now + timedelta(hours=1))
    return receipt


def _once_with(receipt: Receipt, unit: Unit, staff: dict[str, Member], *, now: datetime) -> None:
    """Let the matter have lain with another unit for a day."""
    duty = staff["duty"].actor
    routing.dispatch(receipt.matter_id, unit_id=unit.id, reason="先看路面", actor=duty, now=now)
    back = staff["handler"].unit
    routing.dispatch(
        receipt.matter_id, unit_id=back.id, reason="是水管", actor=duty, now=now + timedelta(hours=5)
    )


def accusation(staff: dict[str, Member], *, now: datetime) -> Receipt:
    about = (sealed.Named("staff", staff["head"].staff.id),)
    said: dict[str, Any] = {
        "key": str(uuid7()),
        "capability": "petitions",
        "kind": "accusation",
        "channel": "portal",
        "grade": "most",
    }
    return brought(Submission(**said, text="负责人收了钱。", sealed=True, named=about), now=now)


def _beside(world: World, now: datetime) -> None:
    """What stands beside the matter, each done by whoever does it."""
    matter_id, rows, hours = world.own.matter_id, world.rows, timedelta(hours=1)
    handler, duty, leader = (world.actor(name) for name in ("handler", "duty", "leader"))
    wish = timing.Wish("extend", "complex", "要挖路", amount=3)
    rows["time"] = timing.ask(matter_id, "reply", wish, actor=handler, now=now - hours)
    in_a_week = timezone.localdate(now) + timedelta(days=7)
    rows["promise"] = commitments.promise(
        matter_id, words="换好水管", promised_on=in_a_week, actor=handler, now=now
    )
    rows["right"] = rights.ask(
        matter_id, right="correct", wrong="楼号写错了", said="二号楼", actor=resident([matter_id]), now=now
    )
    [rows["task"]] = joint.ask(
        matter_id, unit_ids=[world.staff["asked"].unit.id], asked="请看看树根", actor=handler, now=now
    )
    rows["call"] = joint.whistle(
        matter_id,
        unit_ids=[world.staff["handler"].unit.id],
        place="村口",
        at=None,
        purpose="定方案",
        actor=world.actor("east"),
        now=now,
    )
    rows["meeting"] = meetings.plan(
        kind="conference",
        title="会商",
        place="二楼",
        at=now + hours,
        items=[meetings.Put(matter_id, "说法不一")],
        unit_ids=[world.staff["handler"].unit.id],
        actor=duty,
        now=now,
    )
    rows["supervision"] = supervision.issue(
        matter_id,
        trigger="overdue",
        addressee_id=world.staff["handler"].unit.id,
        question="超期",
        demand="三日内办完",
        actor=leader,
        level="leader",
        now=now,
    )


def _answered(world: World, roads: Unit, now: datetime) -> None:
    """A second matter of the same kind, answered, with evidence and a letter."""
    day, handler = timedelta(days=1), world.actor("handler")
    receipt = world.centre.bring(now=now - 4 * day, text="水表一直转。")
    _once_with(receipt, roads, world.staff, now=now - 3 * day)
    handling.claim(receipt.matter_id, actor=handler, now=now - 2 * day)
    photo = store_image(picture(), now=now)
    said: dict[str, Any] = {"file": photo, "name": "after.png", "role": "after"}
    world.rows["answered"] = receipt
    outcomes.reply(receipt.matter_id, text="换好了。", actor=handler, now=now)
    world.rows["evidence"] = evidence.add_evidence(receipt.matter_id, **said, actor=handler, now=now)
    world.rows["letter"] = issue(receipt.matter_id, kind="reply-letter", fields={}, actor=handler, now=now)


def _sealed_rows(world: World, now: datetime) -> None:
    """A file of the sealed matter, and a request to open its people."""
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=world.sealed.matter_id)
    world.rows["sealed_file"] = sealed.keep_file(
        matter, "记录.txt", "text/plain", "核查记录".encode(), now=now
    )
    asked = sealed.ask_to_open(matter.id, reason="要核实", actor=world.actor("leader"), now=now)
    world.rows["sealed_request"] = asked


def _houses(world: World, now: datetime) -> None:
    """What belongs to no matter."""
    rows, leader, duty = world.rows, world.actor("leader"), world.actor("duty")
    water = world.centre.cast.water
    said: dict[str, Any] = {"kind": "work", "text": "请把抢修电话印在水费单上。", "answer_by": None}
    rows["proposal"] = proposals.propose(**said, to=water.id, actor=duty, now=now)
    year = timezone.localdate(now).year
    rows["report"] = reports.draft(year - 1, actor=duty, now=now)
    reports.publish(rows["report"].id, changes=rows["report"].changes, actor=leader, now=now)
    rows["report_draft"] = reports.draft(year - 2, actor=duty, now=now)
    rows["filter"] = save_filter("我的", "all", "kind=help", actor=world.actor("handler"), now=now)
    draft = rows["draft"] = laboratory.draft_rules("试", actor=leader, now=now)
    asked: dict[str, Any] = {"since": now - timedelta(days=365), "until": now, "on": timezone.localdate(now)}
    laboratory.carry_out(laboratory.ask_matters(draft.id, **asked, actor=leader, now=now), now=now)
    hall = world.centre.cast.centre
    Desk.objects.create(unit=hall, hall=hall, room="1号", opens=time(8, 30), closes=time(17, 30))
    service = Service.objects.create(hall=hall, letter="A", name="综合接待")
    rows["service"], rows["desk"] = service, Desk.objects.get()
    rows["ticket"] = taking.take_number(service.id, actor=duty, now=now)
