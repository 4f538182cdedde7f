"""A year of ordinary life in a county, and everybody who looks at it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.config.commands.worker import Turns, duties
from linli.config.demonstration.load import load_demonstration, measure
from linli.core.matters.models import Attachment, Matter
from linli.doors.api.actions import add_client
from linli.doors.desk.actions import save_filter
from linli.doors.desk.models import SavedFilter
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Submission
from linli.flow.routing.laboratory import actions as laboratory
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.suggesting.actions import TooLittle, learn
from linli.flow.statistics.actions import rebuild
from linli.ground.documents.models import NumberSeries
from linli.ground.documents.numbers import keep_shipped_series, next_number
from linli.ground.files.actions import store_image
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.people.keyring.actions import make
from linli.ground.people.login.adapters import BEGAN
from linli.ground.people.login.middleware import SEEN
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.ground.people.queries import actor_of, duty_unit
from linli.ground.places.models import Area, Cell, Level
from linli.testing.makers import CHINA

from .asking import Viewer
from .lives import PASSWORD, another, letter, picture
from .probes import Probe, probes
from .words import NARRATIVE, PHONE, WORDS

WRONG_CODE = "2345678923"
NOW = datetime(2026, 3, 20, 10, 30, tzinfo=CHINA)
MATTERS = 5  # beside those that the demonstration brings for each thing that can happen

# who looks: their account in the demonstration county. The first looks at what is the same for all, too.
STAFF = {
    "respondent": "bumen-fuze",
    "subordinate": "bumen-jingban",
    "auditor": "zhongxin-shenji",
    "leader": "zhongxin-zhuren",
    "dispatcher": "zhongxin-paidan",
    "personnel": "zhongxin-zhanghao",
    "system": "zhongxin-xitong",
    "registrar": "zhongxin-ziliao",
    "town": "zhen-fuze",
    "village": "cun-ganbu",
}


def work(now: datetime) -> None:
    """Let the worker do all that is due."""
    turns = Turns(duties(timedelta(seconds=1)))
    while turns.take(now=now, everything=True):
        pass
    assert not turns.failed, turns.failed


@dataclass
class Year:
    """The county after a year. `words` are searched for, `probes` are tried."""

    viewers: dict[str, Viewer]
    holders: list[Staff]
    words: list[str] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    now: datetime = NOW

    def staff(self, name: str) -> Staff:
        return Staff.objects.get(username=STAFF[name])

    def night(self) -> None:
        """Let everything be worked off and counted anew that a centre works off and counts anew."""
        work(self.now)
        rebuild()
        with suppress(TooLittle):
            learn(now=self.now)
        work(self.now)

    def next_numbers(self) -> list[str]:
        """Return the numbers that the next documents get, of every series and every unit that counts by itself."""
        keep_shipped_series()
        series = NumberSeries.objects.order_by("code", "unit_id").values_list("code", "unit_id")
        return [
            next_number(code, year=self.now.year, now=self.now, unit_id=unit).text for code, unit in series
        ]

    def values(self, address: str, part: str) -> Iterable[Any]:
        """Return what stands in this part of this address; nothing where the links of the site fill it."""
        return self._values.get(f"{address} {part}", self._values.get(part, ()))

    @cached_property
    def _values(self) -> dict[str, list[Any]]:
        """By the part's name, or by "address part"."""
        unit = Post.objects.get(postings__staff=self.staff("respondent")).unit
        mine = list(Matter.objects.visible_to(SYSTEM).filter(unit=unit).order_by("-is_open", "number")[:2])
        draft, cell = Draft.objects.get(), Cell.objects.order_by("code")[0]
        photo = Attachment.objects.select_related("matter").order_by("-id")[0]
        return {
            "number": [mine[0].number],
            "other": [mine[1].number],
            "lane": ["all", "open"],
            "code": [cell.code],
            "paper": ["80"],
            "dimension": ["unit", "category"],
            "kind": ["csv", "xlsx"],
            "language": ["zh-hans"],
            "clock": ["reply"],
            "portal:verify_code code": [WRONG_CODE],
            "draft_id": [draft.id],
            "table": ["units"],
            "desk:register-options name": ["units"],
            "desk:register-add name": ["categories"],
            "desk:account key": [self.staff("respondent").id],
            "desk:file number": [photo.matter.number],
            "desk:file attachment": [photo.id],
            "portal:photo number": [photo.matter.number],
            "portal:photo attachment": [photo.id],
            "desk:drop filter_id": [SavedFilter.objects.values_list("id", flat=True)[0]],
        }


def lived() -> Year:
    """Let the county live for a year, and everybody come who looks at it afterwards."""
    load_demonstration(now=NOW, matters=MATTERS)
    measure()
    holders = _confidants()
    year = Year(_viewers(), holders)
    village = str(Area.objects.filter(level=Level.VILLAGE).order_by("code").values_list("id", flat=True)[0])
    year.words, year.probes = list(WORDS), probes(NARRATIVE, phone=PHONE, village=village, place="河湾路7号")
    me, leader = (actor_of(year.staff(name), on=timezone.localdate(NOW)) for name in ("respondent", "leader"))
    save_filter("我的", "all", "kind=help", actor=me, now=NOW)
    another(year.staff("village"), year.holders, year.staff("respondent"), now=NOW - timedelta(days=40))
    draft = laboratory.draft_rules("试一试", actor=leader, now=NOW)
    ago, today = NOW - timedelta(days=365), timezone.localdate(NOW)
    replay = laboratory.ask_matters(draft.id, since=ago, until=NOW, on=today, actor=leader, now=NOW)
    laboratory.carry_out(replay, now=NOW)
    mine = Matter.objects.visible_to(me).filter(handler=me.staff_id).order_by("-received_at")
    assert any(letter(one.id, "reply-letter", actor=me, now=NOW) for one in mine)
    year.night()
    return year


def _confidants() -> list[Staff]:
    """Appoint two at the centre who receive what is sealed, and nobody else: the leader looks on like others here. The
    respondent, for once, may see the numbers of accusations.
    """
    leader, head = Role.objects.get(code="leader"), Role.objects.get(code="head")
    leader.permissions = [one for one in leader.permissions if "sealed" not in one]
    leader.save()
    more = [*head.permissions, "petitions.figures", "petitions.figures_sealed", "petitions.report"]
    counting = Role.objects.create(code="counting", name="负责人", reach=head.reach, permissions=more)
    Post.objects.filter(postings__staff__username=STAFF["respondent"]).update(role=counting)
    centre = duty_unit(on=timezone.localdate(NOW))
    post = Post.objects.create(unit=centre, role=Role.objects.get(code="confidant"), name="两位密封事项专员")
    found = []
    for username in ("mifeng-jia", "mifeng-yi"):
        staff = Staff.objects.create(username=username, name=username, password=make_password(None))
        make(staff, PASSWORD, now=NOW - timedelta(days=400))
        Posting.objects.create(
            post=post, staff=staff, valid_from=timezone.localdate(NOW) - timedelta(days=500)
        )
        found.append(staff)
    return found


def _viewers() -> dict[str, Viewer]:
    staff = {account.username: account for account in Staff.objects.filter(username__in=STAFF.values())}
    found = {name: Viewer(name, logged_in(staff[account])) for name, account in STAFF.items()}
    found["stranger"] = Viewer("stranger")
    found["resident"] = Viewer("resident", _resident())
    post = Post.objects.get(postings__staff=staff[STAFF["respondent"]])
    _client, token = add_client("热线平台", post, actor=SYSTEM, now=NOW)
    found["program"] = Viewer("program", token=token)
    return found


def logged_in(staff: Staff) -> dict[str, str]:
    client = Client()
    client.force_login(staff)
    session = client.session
    session[BEGAN] = session[SEEN] = timezone.now().isoformat()
    session.save()
    return _cookies(client)


def _resident() -> dict[str, str]:
    """Return the cookies of a neighbour who follows something of their own."""
    photo = store_image(picture(), now=NOW)
    own: dict[str, Any] = {"key": "neighbour", "capability": "requests", "kind": "help", "channel": "portal"}
    receipt = receive(Submission(**own, text="路灯不亮。", file_ids=(photo.id,)), actor=resident(), now=NOW)
    client = Client()
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    return _cookies(client)


def _cookies(client: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}
