"""Every page there is, and who opens it. An address that stands in neither table fails a test, so that a new page is
either tried by everybody's eyes, hands and languages, or said here to be none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

Arguments = Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Page:
    """`who` opens it (see `worlds` in test_pages); `args` gives what stands in its address, `query` what follows it."""

    who: str
    args: Arguments = lambda world: []
    query: str = ""
    status: int = 200
    leads_on: bool = False


def register(name: str, *more: str) -> Page:
    return Page("keeper", lambda world: [name, *(getattr(world, one) for one in more)])


PAGES = {
    "portal:home": [Page("stranger"), Page("writer")],
    "portal:left": [Page("stranger")],
    "portal:what": [Page("stranger"), Page("writer")],
    "portal:where": [Page("writer")],
    "portal:map": [Page("writer")],
    "portal:map_of": [
        Page("writer", lambda world: [world.town.code]),
        Page("writer", lambda world: [world.village.code]),
    ],
    "portal:reach": [Page("writer")],
    "portal:receipt": [Page("sender")],
    "portal:slip": [Page("sender", lambda world: ["80"]), Page("sender", lambda world: ["a4"])],
    "portal:follow": [Page("stranger")],
    "portal:scan": [Page("stranger", lambda world: [world.number, world.code], leads_on=True)],
    "portal:matter": [Page("sender", lambda world: [world.sent_number])],
    "portal:figures": [Page("stranger")],
    "portal:mine": [Page("sender")],
    "portal:mine_phone": [Page("stranger")],
    "portal:mine_code": [Page("writer")],
    "portal:cell_finder": [Page("stranger")],
    "portal:cells_of": [
        Page("stranger", lambda world: [world.town.code]),
        Page("stranger", lambda world: [world.village.code]),
    ],
    "portal:cell": [Page("stranger", lambda world: [world.cell.code])],
    "portal:card": [Page("stranger", lambda world: [world.cell.code])],
    "desk:home": [Page("handler", leads_on=True)],
    "desk:list": [
        Page("handler", lambda world: ["claim"]),
        Page("handler", lambda world: ["all"], "?kind=help"),
        Page("handler", lambda world: ["watched"]),
    ],
    "desk:change": [Page("handler", lambda world: ["open"], "?kind=help")],
    "desk:matter": [
        Page("handler", lambda world: [world.number]),
        Page("handler", lambda world: [world.answered]),
        Page("handler", lambda world: ["2601010000000"], status=404),
    ],
    "desk:contact": [Page("handler", lambda world: [world.answered])],
    "desk:place": [Page("handler", lambda world: [world.number])],
    "desk:search": [Page("handler"), Page("handler", query="?q=水管"), Page("handler", query="?q=没有这个")],
    "desk:intake": [Page("clerk")],
    "desk:taken-in": [Page("clerk")],
    "desk:colleagues": [Page("clerk")],
    "desk:colleague": [Page("head", lambda world: [world.cast.handler.staff.pk])],
    "desk:links-similar": [Page("handler", lambda world: [world.number])],
    "desk:links-beside": [Page("handler", lambda world: [world.number, world.answered])],
    "desk:links-followers": [Page("handler", lambda world: [world.number])],
    "desk:links-together": [Page("handler", lambda world: [world.number])],
    "desk:links-events": [Page("clerk")],
    "desk:alerts": [Page("clerk")],
    "desk:returns": [Page("clerk")],
    "desk:returns-matters": [Page("clerk")],
    "desk:map": [Page("clerk")],
    "desk:joint-tasks": [Page("handler"), Page("handler", query="?side=asked")],
    "desk:joint-ask": [Page("clerk", lambda world: [world.number])],
    "desk:joint-whistles": [Page("clerk"), Page("clerk", query="?measure=in_time")],
    "desk:joint-figures": [Page("clerk")],
    "desk:meetings": [Page("clerk"), Page("clerk", query="?kind=regular")],
    "desk:meetings-waiting": [Page("clerk")],
    "desk:meetings-draw": [Page("clerk")],
    "desk:meetings-plan": [Page("clerk"), Page("clerk", query="?kind=regular")],
    "desk:map-of": [
        Page("clerk", lambda world: [world.town.code]),
        Page("clerk", lambda world: [world.village.code]),
    ],
    "desk:timing": [Page("head")],
    "desk:exclusions": [Page("head")],
    "desk:exclusions-ask": [Page("head", lambda world: [world.answered])],
    "desk:work": [Page("head"), Page("clerk")],
    "desk:foresight": [Page("head")],
    "desk:timing-ask": [Page("handler", lambda world: [world.number, "reply"])],
    "desk:figures": [Page("clerk")],
    "desk:figures-wall": [Page("clerk")],
    "desk:figures-table": [Page("clerk", lambda world: ["unit"]), Page("clerk", lambda world: ["category"])],
    "desk:supervision": [Page("handler"), Page("clerk", query="?view=all")],
    "desk:supervision-issue": [Page("clerk", lambda world: [world.number], "?trigger=overdue&fact=已超期")],
    "desk:supervision-proposals": [Page("clerk")],
    "desk:supervision-effects": [Page("clerk")],
    "desk:supervision-marks": [Page("handler")],
    "desk:supervision-unit": [Page("clerk", lambda world: [world.water])],
    "portal:supervised": [Page("stranger")],
    "desk:registers": [Page("keeper")],
    "desk:procedures": [Page("keeper")],
    "desk:register": [register("categories"), register("units"), register("limits"), register("days")],
    "desk:register-add": [register("categories"), register("landmarks")],
    "desk:register-row": [register("categories", "leak"), register("units", "water")],
    "desk:register-history": [register("categories", "leak")],
    "desk:account-add": [Page("keeper")],
    "desk:account": [Page("keeper", lambda world: [world.cast.handler.staff.pk])],
    "account_login": [Page("stranger")],
    "account_logout": [Page("handler")],
    "account_change_password": [Page("member")],
    "account_reset_password": [Page("stranger")],
    "people_messages_sent": [Page("stranger")],
    "account_inactive": [Page("stranger")],
    "account_reauthenticate": [Page("member")],
    "mfa_index": [Page("member")],
    "mfa_activate_totp": [Page("member")],
    "mfa_list_webauthn": [Page("member")],
    "mfa_add_webauthn": [Page("member")],
    "mfa_authenticate": [Page("halfway")],
    "mfa_reauthenticate": [Page("guarded")],
    "mfa_deactivate_totp": [Page("guarded")],
    "mfa_view_recovery_codes": [Page("guarded")],
    "mfa_generate_recovery_codes": [Page("guarded")],
}

# address: why it is no page
NO_PAGES = {
    "set_language": "an act",
    "look:prefer": "an act",
    "look:words": "words for scripts",
    "look:styleguide": "tried beside the look",
    "look:styleguide_page": "tried beside the look",
    "portal:leave": "an act",
    "portal:save": "an act",
    "portal:restart": "an act",
    "portal:step": "an act; what it says when refused is tried in the stories",
    "portal:draft_photo": "a picture",
    "portal:photo": "a picture",
    "desk:rows": "part of a page",
    "desk:pane": "part of a page; tried in the stories",
    "desk:save": "an act",
    "desk:drop": "an act",
    "desk:suggestions": "part of a page",
    "desk:form": "a fragment of the matter's page",
    "desk:step": "an act; what it says when refused is tried in the stories",
    "desk:draft": "an act",
    "desk:watch": "an act",
    "desk:presence": "part of a page",
    "desk:file": "a file",
    "desk:joint-act": "tried in test_joint",
    "desk:joint-whistle": "tried in test_joint",
    "desk:joint-call": "tried in test_joint",
    "desk:meeting": "tried in test_joint",
    "desk:meeting-print": "tried in test_joint",
    "desk:meeting-act": "tried in test_joint",
    "desk:meeting-item": "tried in test_joint",
    "desk:meetings-await": "an act",
    "desk:joint-merge": "an act",
    "desk:joint-tasks-export": "a file",
    "desk:joint-whistles-export": "a file",
    "desk:joint-figures-export": "a file",
    "desk:meetings-export": "a file",
    "desk:meeting-decisions": "a file",
    "desk:links-find": "leads on",
    "desk:links-undo": "an act",
    "desk:links-export": "a file",
    "desk:links-follow-up": "needs a closed matter; tried in the stories",
    "desk:links-use": "an act",
    "desk:links-answer": "needs linked matters; tried in the stories",
    "portal:again": "an act",
    "desk:timing-one": "tried in the stories",
    "desk:timing-withdraw": "an act",
    "desk:timing-export": "a file",
    "desk:exclusions-one": "tried in the stories",
    "desk:exclusions-export": "a file",
    "portal:contest": "tried in the stories",
    "desk:foresight-export": "a file",
    "desk:alerts-export": "a file",
    "desk:alerts-bell": "part of a page",
    "desk:alerts-take": "an act",
    "desk:alerts-read": "an act",
    "desk:returns-export": "a file",
    "desk:export-csv": "a file",
    "desk:export-xlsx": "a file",
    "desk:figures-export": "a file",
    "desk:supervision-one": "tried in test_supervision",
    "desk:supervision-letter": "tried in test_supervision",
    "desk:supervision-mark": "tried in test_supervision",
    "desk:supervision-mark-proposed": "tried in test_supervision",
    "portal:supervised-one": "tried in test_supervision",
    "desk:supervision-answer": "an act",
    "desk:supervision-act": "an act",
    "desk:supervision-export": "a file",
    "desk:supervision-proposals-export": "a file",
    "desk:supervision-effects-export": "a file",
    "desk:supervision-marks-export": "a file",
    "desk:register-export": "a file",
    "desk:register-options": "part of a page",
    "desk:register-end": "an act",
    "mfa_download_recovery_codes": "a file",
    "mfa_reauthenticate_webauthn": "data for a script",
    "mfa_login_webauthn": "data for a script",
    "mfa_remove_webauthn": "needs a key of its own kind",
    "mfa_edit_webauthn": "needs a key of its own kind",
    "account_signup": "does not exist here",
    "account_email": "does not exist here",
    "account_email_verification_sent": "does not exist here",
    "account_set_password": "does not exist here",
}
MACHINES = ("api", "ninja")


def names(resolver: URLResolver | None = None, room: str = "") -> Iterator[str]:
    """Yield the name of every address of the site that is for people."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}{pattern.name}"
        elif pattern.namespace not in MACHINES:
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else room)
