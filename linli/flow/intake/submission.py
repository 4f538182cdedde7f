"""What somebody brings: checked for form here, so that every door hands the same thing to the one action."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters.models import Grade, IdentityLevel, PartyRole, Severity
from linli.core.matters.sealed import Named
from linli.ground.people.phones import NotAPhone, normal_phone

LONGEST_TEXT = 5_000
LONGEST_KEY = 80
MOST_PHOTOS = 9
LATER = {"address", "identity", "people", "sealed", "named"}  # left out of a digest where they say nothing


class SubmissionWrong(ValueError):
    """What was brought cannot be taken as it is; `errors` has a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Spot:
    """The place of the matter, as far as it is told: a cell or a village, a point (WGS-84), and words."""

    cell_id: UUID | None = None
    village_id: UUID | None = None
    town_id: UUID | None = None
    longitude: float | None = None
    latitude: float | None = None
    words: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody else in whose name or with whose help it is brought. `role`: one of `PartyRole`."""

    role: str
    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Submission:
    """One thing brought through a door. `key` is made by the sender and names this submission for ever.

    `happened_at`: when it was told, if that was earlier than now (a letter, an offline report). `identity`: how much they
    chose to tell (`IdentityLevel`); "" where that goes by the telephone. `sealed`: a complaint about officials, `grade` how
    closely sealed, `named` those it is about as far as the centre's registers know them.
    """

    key: str
    capability: str
    kind: str
    text: str
    channel: str
    title: str = ""
    category_id: UUID | None = None
    severity: str = Severity.SMALL
    spot: Spot = field(default_factory=Spot)
    name: str = ""
    phone: str = ""
    file_ids: tuple[UUID, ...] = ()
    happened_at: datetime | None = None
    address: str = ""
    identity: str = ""
    people: tuple[Person, ...] = ()
    sealed: bool = False
    grade: str = Grade.SEALED
    named: tuple[Named, ...] = ()

    def digest(self) -> str:
        """Return the digest of everything but the key: the same key with another digest is another submission."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        body = {name: value for name, value in asdict(self).items() if name not in LATER or value}
        del body["key"]
        if not self.sealed:
            body.pop("grade")
        return sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()

    def heading(self) -> str:
        """Return the title, or the first words of the text in its place."""
        first = (self.title or self.text).strip().splitlines()[0]
        return first if len(first) <= 40 else first[:39] + "…"


def check(submission: Submission) -> None:
    """Raise SubmissionWrong for what cannot be right."""
    errors: dict[str, str] = {}
    if not submission.text.strip():
        errors["text"] = _("请写下发生了什么。")
    elif len(submission.text) > LONGEST_TEXT:
        errors["text"] = _("最多写%(limit)s个字，现在有%(length)s个字。请写重点，细节可以以后补充。") % {
            "limit": LONGEST_TEXT,
            "length": len(submission.text),
        }
    if not 1 <= len(submission.key) <= LONGEST_KEY:
        errors["key"] = _("缺少提交编号，请重新打开页面再提交。")
    if len(submission.file_ids) > MOST_PHOTOS:
        errors["photos"] = _("最多放%(limit)s张照片。") % {"limit": MOST_PHOTOS}
    errors.update(_too_long(submission))
    if submission.severity not in Severity.values:
        errors["severity"] = _("没有这种轻重等级。")
    if len(submission.address) > 200:
        errors["address"] = _("地址最多写200个字。")
    errors.update(_wrong_kind(submission))
    errors.update(_wrong_phone(submission))
    errors.update(_wrong_people(submission))
    errors.update(_wrong_identity(submission))
    if errors:
        raise SubmissionWrong(errors)


def _too_long(submission: Submission) -> dict[str, str]:
    errors: dict[str, str] = {}
    if len(submission.title) > 120:
        errors["title"] = _("标题最多120个字。")
    if len(submission.spot.words) > 200:
        errors["place"] = _("地点最多写200个字。")
    if len(submission.name) > 50:
        errors["name"] = _("姓名最多50个字。")
    if len(submission.address) > 200:
        errors["address"] = _("地址最多写200个字。")
    return errors


def _wrong_kind(submission: Submission) -> dict[str, str]:
    try:
        kind = capability.named(submission.capability).kind(submission.kind)
    except KeyError:
        return {"kind": _("请选择是求助、投诉还是别的事。")}
    if kind.sealed != submission.sealed or submission.grade not in Grade.values:
        return {"kind": _("反映工作人员或单位的问题要密封登记，别的事不用。请从对应的入口提交。")}
    return {}


def _wrong_identity(submission: Submission) -> dict[str, str]:
    if submission.identity not in ("", *IdentityLevel.values):
        return {"identity": _("请选择愿意留下多少身份信息。")}
    if submission.identity not in ("", IdentityLevel.ANONYMOUS) and not submission.phone:
        return {"phone": _("要让我们联系得到您，请留一个电话；不想留，请选匿名。")}
    return {}


def _wrong_phone(submission: Submission) -> dict[str, str]:
    if not submission.phone:
        return {}
    try:
        normal_phone(submission.phone)
    except NotAPhone as error:
        return {"phone": str(error)}
    return {}


def _wrong_people(submission: Submission) -> dict[str, str]:
    for person in submission.people:
        if person.role not in PartyRole.values or not person.name.strip() or len(person.name) > 50:
            return {"people": _("请写下每个人的姓名，最多50个字。")}
        try:
            if person.phone:
                normal_phone(person.phone)
        except NotAPhone as error:
            return {"people": str(error)}
    return {}
