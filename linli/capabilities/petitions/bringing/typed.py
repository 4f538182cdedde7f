"""What a clerk typed, as the actions take it; what cannot be read is left for them to refuse."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.actions import Brought
from linli.capabilities.petitions.bringing import checking
from linli.capabilities.petitions.bringing.actions import Heard
from linli.capabilities.petitions.bringing.reading import most_others
from linli.capabilities.petitions.bringing.respondents import named_in, offered
from linli.capabilities.petitions.bringing.wording import narrative
from linli.capabilities.petitions.models import Form, Klass
from linli.core.matters.models import Channel, Grade, IdentityLevel, PartyRole
from linli.core.matters.sealed import Named
from linli.flow.intake.submission import LONGEST_TEXT, Person, Spot, Submission, SubmissionWrong, check
from linli.lib.typed import day_in, key_in

NOWHERE = UUID(int=0)
SLOTS = ("about_1", "about_2", "about_3")
CHANNELS = {Form.LETTER: ("letter", "window"), Form.PHONE: ("hotline", "phone", "window")}
WINDOW = ("window",)

Said = Mapping[str, str]


def brought(said: Said, *, on: date) -> tuple[Brought, list[str]]:
    """Return the petition, and whom it is about in words where the registers do not know them."""
    named, words = about(said, on=on)
    form = said.get("form", "")
    count = said.get("people_count", "").strip() or "1"
    petition = Brought(
        _submission(said, named, on=on),
        form=form,
        wants_reply=bool(said.get("wants_reply")) and said.get("identity") != IdentityLevel.ANONYMOUS,
        people_count=int(count) if count.isdecimal() and len(count) < 6 else 0,
    )
    return petition, words


def _submission(said: Said, named: tuple[Named, ...], *, on: date) -> Submission:
    klass, anonymous = said.get("klass", ""), said.get("identity") == IdentityLevel.ANONYMOUS
    is_sealed = klass == Klass.ACCUSATION
    request = said.get("request", "").strip()
    return Submission(
        key=said.get("key", ""),
        capability="petitions",
        kind=klass,
        text=narrative(request, said.get("text", ""), said.get("reasons", "")),
        title="" if is_sealed else request.splitlines()[0][:40] if request else "",
        channel=_channel(said.get("form", "")),
        category_id=_key(said.get("category", "")),
        severity=said.get("severity", ""),
        spot=Spot(village_id=_key(said.get("village", "")), words=said.get("place", "").strip()),
        name="" if anonymous else said.get("name", "").strip(),
        phone="" if anonymous else said.get("phone", "").strip(),
        address="" if anonymous else said.get("address", "").strip(),
        identity=said.get("identity", ""),
        people=() if anonymous else people(said, on=on),
        happened_at=_moment(said.get("told_at", "")),
        sealed=is_sealed,
        grade=Grade.MOST if said.get("grade") else Grade.SEALED,
        named=named,
    )


def heard(said: Said) -> Heard:
    return Heard(
        postmarked=day_in(said.get("postmarked", "")) if said.get("form") == Form.LETTER else None,
        read_back=bool(said.get("read_back")),
        consented=bool(said.get("consent")) and bool(said.get("helper_name", "").strip()),
        confirmed=bool(said.get("confirmed")),
    )


def people(said: Said, *, on: date) -> tuple[Person, ...]:
    """Return the further representatives, and the helper."""
    pairs = [(PartyRole.REPRESENTATIVE, one["name"], one["phone"]) for one in _others(said, on=on)]
    pairs.append((PartyRole.HELPER, said.get("helper_name", ""), said.get("helper_phone", "")))
    return tuple(
        Person(role, name.strip(), phone.strip())
        for role, name, phone in pairs
        if name.strip() or phone.strip()
    )


def _others(said: Said, *, on: date) -> list[dict[str, str]]:
    """Return the rows of those who speak beside the first, up to the last that was filled in."""
    places = range(1, most_others(on=on) + 1)
    rows = [{"name": said.get(f"name_{n}", ""), "phone": said.get(f"phone_{n}", "")} for n in places]
    while rows and not (rows[-1]["name"].strip() or rows[-1]["phone"].strip()):
        rows.pop()
    return rows


def about(said: Said, *, on: date) -> tuple[tuple[Named, ...], list[str]]:
    """Return whom an accusation is about: those whom the registers know by what was typed, and the other words."""
    if said.get("klass") != Klass.ACCUSATION:
        return (), []
    typed = [words for slot in SLOTS if (words := said.get(slot, "").strip())]
    known = {words: value for value, words in reversed(offered(on=on))}
    return named_in(known[words] for words in typed if words in known), [
        one for one in typed if one not in known
    ]


def wrong(said: Said, petition: Brought, *, on: date) -> dict[str, str]:
    """Return all that is wrong, so that everything can be mended at once."""
    try:
        check(petition.submission)
    except SubmissionWrong as faults:
        return faults.errors | _wrong_here(said, on=on)
    return _wrong_here(said, on=on)


def _wrong_here(said: Said, *, on: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not said.get("request", "").strip():
        errors["request"] = _("请写下对方希望怎样。")
    if not said.get("text", "").strip():
        errors["text"] = _("请写下事情的经过。")
    elif len(said["text"]) + len(said.get("reasons", "")) > LONGEST_TEXT - checking.REQUEST_LONGEST:
        errors["text"] = _("事实和理由太长了，请写重点，细节放在附件里。")
    if said.get("klass") == Klass.ACCUSATION and not any(said.get(slot, "").strip() for slot in SLOTS):
        errors["about_1"] = _("请写下反映的是谁。")
    if said.get("identity") != IdentityLevel.ANONYMOUS:
        errors |= checking.wrong_representatives(_others(said, on=on))
    if said.get("helper_name", "").strip() and not said.get("consent"):
        errors["consent"] = _("代别人提，要当事人同意。请先问过他，再勾上。")
    if said.get("identity") == IdentityLevel.VERIFIED and not said.get("name", "").strip():
        errors["name"] = _("要实名，请写姓名。")
    if said.get("confirmed") and said.get("identity") != IdentityLevel.VERIFIED:
        errors["confirmed"] = _("核对了身份的，请把身份选成“%(level)s”。") % {
            "level": IdentityLevel.VERIFIED.label
        }
    if said.get("form") == Form.LETTER and said.get("postmarked") and (day_in(said["postmarked"]) or on) > on:
        errors["postmarked"] = _("邮戳日期在今天以后，请核对。")
    return errors


def _channel(form: str) -> str:
    """Return the channel of the form, as far as this centre has it."""
    wanted = CHANNELS.get(Form(form), WINDOW) if form in Form.values else WINDOW
    there = set(Channel.objects.values_list("code", flat=True))
    return next((code for code in wanted if code in there), wanted[-1])


def _key(text: str) -> UUID | None:
    return (key_in(text) or NOWHERE) if text else None


def _moment(text: str) -> datetime | None:
    try:
        moment = forms.DateTimeField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
