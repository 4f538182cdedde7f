"""My matters: found again by a code sent to the phone that was left with them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.doors.portal import queries
from linli.doors.portal.forms import CodeForm, PhoneForm
from linli.doors.portal.views.bring import FAULTY
from linli.doors.portal.views.follow import TOO_MANY
from linli.ground.look import parts
from linli.ground.look.wording import day
from linli.ground.people import doorway
from linli.ground.people.actions.codes import CodeWrong, SendingFailed, TooManyCodes, check_code, send_code
from linli.ground.people.phones import NotAPhone, masked, normal_phone
from linli.ground.people.senders import NoSender, can_send
from linli.ground.people.vault import sealer

SLOT = "portal_phone"

both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
def mine(request: HttpRequest) -> HttpResponse:
    """The list, once a phone was shown; else the form that asks for one."""
    actor = doorway.resident_of(request)
    if request.method == "POST":
        return _send(request, request.POST.get("phone", "")[:40])
    if not actor.contact_index and not actor.matter_ids:
        return _ask(request, "", {}, 200)
    context = {
        "cards": [card_of(matter) for matter in queries.matters_of(actor)],
        "by_phone": bool(actor.contact_index),
        "can_send": can_send(),
    }
    return render(request, "portal/mine.html", context)


def card_of(matter: Matter) -> parts.Card:
    return parts.Card(
        number=matter.number,
        title=matter.title,
        state=str(procedure_of(matter).states[matter.state].label),
        url=reverse("portal:matter", args=[matter.number]),
        facts=(
            parts.Fact(_("收到时间"), day(matter.received_at)),
            parts.Fact(_("由谁办理"), matter.unit.name),
        ),
    )


@never_cache
@require_safe
def phone_form(request: HttpRequest) -> HttpResponse:
    """The form that asks for a phone, also where one was shown already."""
    return _ask(request, "", {}, 200)


def _ask(request: HttpRequest, phone: str, errors: dict[str, str], status: int) -> HttpResponse:
    context = {"form": PhoneForm({"phone": phone}, errors), "can_send": can_send()}
    return render(request, "portal/mine_phone.html", context, status=status)


def _send(request: HttpRequest, phone: str) -> HttpResponse:
    try:
        send_code(phone, now=timezone.now(), source=doorway.source_of(request))
    except NotAPhone:
        return _ask(request, phone, {"phone": _("请填写11位手机号。")}, FAULTY)
    except TooManyCodes as many:
        return _ask(request, phone, {"phone": str(many)}, TOO_MANY)
    except (NoSender, SendingFailed) as failed:
        return _ask(request, phone, {"phone": str(failed) or _("这里还不能发短信。")}, 503)
    request.session[SLOT] = sealer().seal(normal_phone(phone), bound_to=SLOT).hex()
    return redirect("portal:mine_code")


@never_cache
@both
def code(request: HttpRequest) -> HttpResponse:
    """The code from the message opens the list. Nothing here tells whether the phone is known."""
    kept = request.session.get(SLOT)
    if not kept:
        return redirect("portal:mine")
    phone = sealer().open(bytes.fromhex(kept), bound_to=SLOT)
    if request.method != "POST":
        return _ask_code(request, phone, {}, 200)
    given = request.POST.get("code", "")[:20]
    try:
        index = check_code(phone, given, now=timezone.now(), source=doorway.source_of(request))
    except CodeWrong as wrong:
        return _ask_code(request, phone, {"code": str(wrong)}, FAULTY)
    except TooManyCodes as many:
        return _ask_code(request, phone, {"code": str(many)}, TOO_MANY)
    del request.session[SLOT]
    doorway.open_contact_in_session(request, index)
    return redirect("portal:mine")


def _ask_code(request: HttpRequest, phone: str, errors: dict[str, str], status: int) -> HttpResponse:
    context = {"form": CodeForm({}, errors), "phone": masked(phone), "full_phone": phone}
    return render(request, "portal/mine_code.html", context, status=status)
