"""What is wrong with a petition that is being written, by the screen on which it is said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from linli.capabilities.petitions.bringing.draft import Writing
from linli.core.matters.models import IdentityLevel, PartyRole
from linli.core.registers.provisions import provision
from linli.flow.intake.submission import LONGEST_TEXT, SubmissionWrong, check

KLASS, WHAT, WHERE, WHO = 1, 2, 3, 4
EARLIER = {
    KLASS: ("kind",),
    WHAT: ("request", "text", "reasons", "photos", "key", "title"),
    WHERE: ("place", "village", "cell", "about", "unit_1", "grade"),
}  # what none of these screens asks for is said on the last
REQUEST_LONGEST = 500


def wrong(writing: Writing, screen: int, *, on: date) -> dict[str, str]:
    """Return a sentence for each field of one screen that cannot be right."""
    return {name: said for name, said in _all(writing, on=on).items() if _screen(name) == screen}


def first_wrong(writing: Writing, *, on: date) -> int | None:
    """Return the first screen with something wrong."""
    return min(map(_screen, _all(writing, on=on)), default=None)


def screen_of(errors: Iterable[str]) -> int:
    """Return the first screen on which one of these fields can be mended."""
    return min(map(_screen, errors), default=WHO)


def _screen(name: str) -> int:
    return next((screen for screen, names in EARLIER.items() if name in names), WHO)


def _all(writing: Writing, *, on: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not writing.kind:
        errors["kind"] = _("请选一种。")
    if not writing.request.strip():
        errors["request"] = _("请写下您希望怎样。")
    elif len(writing.request) > REQUEST_LONGEST:
        errors["request"] = _("最多写%(limit)s个字，现在有%(n)s个字。") % {
            "limit": REQUEST_LONGEST,
            "n": len(writing.request),
        }
    if not writing.text.strip():
        errors["text"] = _("请写下事情的经过。")
    elif len(writing.text) + len(writing.reasons) > LONGEST_TEXT - REQUEST_LONGEST:
        errors["text"] = _("事实和理由加起来最多写%(limit)s个字，现在有%(n)s个字。细节可以以后补充。") % {
            "limit": LONGEST_TEXT - REQUEST_LONGEST,
            "n": len(writing.text) + len(writing.reasons),
        }
    errors |= _wrong_people(writing, on=on)
    try:
        check(writing.submission())
    except SubmissionWrong as faults:
        errors = {**faults.errors, **errors}
    if "kind" in errors:
        errors["kind"] = _("请选一种。")
    return errors


def _wrong_people(writing: Writing, *, on: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    most = provision("petitions.representatives", on=on)
    if writing.is_accusation and not writing.about.strip() and not writing.units:
        errors["about"] = _("请写下您反映的是谁，或者选一个单位。")
    if not writing.identity:
        errors["identity"] = _("请选一种。")
    if writing.identity == IdentityLevel.VERIFIED and not writing.name.strip():
        errors["name"] = _("要实名，请写姓名。")
    count = writing.people_count.strip() or "1"
    if not count.isdecimal() or not 1 <= int(count) <= 99_999:
        errors["people_count"] = _("请写一个数字，一个人就写1。")
    if writing.identity != IdentityLevel.ANONYMOUS:
        errors |= wrong_representatives(writing.of_role(PartyRole.REPRESENTATIVE))
    if len(writing.of_role(PartyRole.REPRESENTATIVE)) >= most:
        errors["people"] = _("走访的代表最多%(most)s人。请大家推选代表。") % {"most": most}
    if writing.of_role(PartyRole.HELPER) and not writing.consent:
        errors["consent"] = _("代别人提，要当事人同意。请先问过他，再勾上。")
    return errors


def wrong_representatives(others: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Tell for each who speaks for a group what is missing: a name and a telephone of their own."""
    errors: dict[str, str] = {}
    for place, one in enumerate(others, start=1):
        name, phone = one["name"].strip(), one["phone"].strip()
        if phone and not name:
            errors[f"name_{place}"] = _("请写下这名代表的姓名。")
        if name and not phone:
            errors[f"phone_{place}"] = _("请写下这名代表自己的电话。")
    return errors
