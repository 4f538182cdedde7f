"""The county in which the town lives: the cast at work, and some more people, so that two may act on the same thing."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from linli.core.matters.models import Category, Channel
from linli.flow.routing.models import Duty
from linli.ground.people.keyring.actions import fresh
from linli.ground.people.keyring.models import StaffKey
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.ground.places.models import Area, Cell
from linli.testing.cast import PASSWORD, SINCE, hashed, make_cast
from linli.testing.makers import MONDAY, open_centre

from .lots import Lots

CHINA = ZoneInfo("Asia/Shanghai")
MORE = (
    ("chuangkou", "窗口乙", "ZX", "duty"),
    ("paidan", "派单", "ZX", "dispatcher"),
    ("ziliao", "资料员", "ZX", "registrar"),
    ("zhuanyuan", "专员甲", "ZX", "confidant"),
    ("zhuanyuan2", "专员乙", "ZX", "confidant"),
    ("fuzhuren", "副主任", "ZX", "leader"),
    ("shuiwu2", "经办乙", "SW", "handler"),
    ("shuiwuju2", "副局长", "SW", "head"),
    ("jiaoyu", "教育经办", "JY", "handler"),
    ("jiaoyuju", "教育局长", "JY", "head"),
    ("donghe2", "东河乙", "DH", "head"),
    ("xiling2", "西岭乙", "XL", "head"),
    ("songping", "松坪干部", "SP", "village"),
)


@dataclass(frozen=True)
class County:
    """What moves choose from, in an order that never changes."""

    villages: list[Area]
    cell: Cell
    categories: list[Category]
    units: list[Unit]
    staff: list[Staff]


def found() -> County:
    """Found the county; every time the same, byte by byte, but for the keys of staff."""
    began = MONDAY - timedelta(days=300)
    with Lots("county", began).drawn():
        cast = make_cast()
        centre = open_centre(cast)
        Channel.objects.create(code="phone", name="电话")
        education = Unit.objects.create(
            code="JY", name="晴川县教育局", kind="department", area=cast.county, parent=cast.centre
        )
        Duty.objects.create(
            category=centre.noise, unit=education, area=cast.west, article="县级责任清单第7项"
        )
        roles = {role.code: role for role in Role.objects.all()}
        units = {unit.code: unit for unit in Unit.objects.all()}
        for username, name, unit, role in MORE:
            staff = Staff.objects.create(username=username, name=name, phone="13900000001", password=hashed())
            fresh(staff, PASSWORD, now=began).save(force_insert=True)
            post = Post.objects.create(unit=units[unit], role=roles[role], name=f"{name}岗")
            Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
        StaffKey.objects.update(made_at=began)
    return County(
        villages=[cast.east_village, cast.next_village, cast.west_village],
        cell=cast.cell,
        categories=list(Category.objects.order_by("code")),
        units=list(Unit.objects.order_by("code")),
        staff=list(Staff.objects.order_by("username")),
    )
