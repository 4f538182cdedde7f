"""What somebody who suspects a complaint against themselves would try, besides looking at every page."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone

from linli.core.matters import ledger

from .asking import Answer, Ask, Site, Viewer, form, repeatable, undone

PHONE = "13900004321"  # of whoever probes


@dataclass(frozen=True)
class Probe:
    """Things done one after the other by one person, each of whose answers is read."""

    name: str
    viewer: str
    asks: tuple[Ask, ...]
    settles: bool = False


def searches(words: Sequence[str]) -> Iterator[Ask]:
    """Yield a search for each of the words."""
    for word in words:
        yield Ask(f"{reverse('desk:search')}?q={quote(word)}")


def probes(text: str, *, phone: str, village: str, place: str) -> list[Probe]:
    """Return what is tried; `text` is what the complaint says, `phone` who brings it, `village` and `place` where it was."""
    return [*_typing(text), *_duplicates(text, village, place), *_by_telephone(phone)]


def _typing(text: str) -> list[Probe]:
    suggested = Ask(reverse("desk:suggestions"), form({"text": text, "title": text[:20]}))
    looked = {"text": text, "look": "1", "kind": "requests.complaint", "key": "probing"}
    return [
        Probe("the words typed into the form of registering", "dispatcher", (suggested,)),
        Probe(
            "the form of registering, asked what it thinks",
            "dispatcher",
            (Ask(reverse("desk:intake"), form(looked)),),
        ),
    ]


def _duplicates(text: str, village: str, place: str) -> list[Probe]:
    """Bring the same again: at the window, on the portal, by a program."""
    told = {"key": "probing-01", "kind": "requests.complaint", "text": text, "severity": "small", "channel": "window",
            "village": village, "place": place}  # fmt: skip
    window = (
        Ask(reverse("desk:intake"), form(told)),
        Ask(reverse("desk:taken-in")),
        Ask(reverse("desk:list", args=["all"])),
        Ask(reverse("desk:links-events")),
    )
    screens = (
        Ask(reverse("portal:what")),
        Ask(reverse("portal:what"), form({"text": text, "kind": "requests.complaint", "act": "next"})),
        Ask(reverse("portal:where"), form({"place": place, "act": "next"})),
        Ask(reverse("portal:reach")),
        Ask(reverse("portal:reach"), form({"phone": PHONE})),
        Ask(reverse("portal:receipt")),
        Ask(reverse("portal:mine")),
    )
    body = {
        "capability": "requests",
        "kind": "complaint",
        "text": text,
        "channel": "hotline",
        "severity": "small",
    }
    sent = (("Content-Type", "application/json"), ("Idempotency-Key", "probing-duplicate"))
    program = (Ask(reverse("api:bring"), (("body", json.dumps(body)),), sent), Ask(reverse("api:listed")))
    return [
        Probe("a duplicate at the window", "dispatcher", window, settles=True),
        Probe("a duplicate on the portal", "stranger", screens, settles=True),
        Probe("a duplicate by a program", "program", program, settles=True),
    ]


def _by_telephone(phone: str) -> list[Probe]:
    """Ask for a code to the telephone of whoever is suspected to have complained."""
    asked = Ask(reverse("portal:mine"), form({"phone": phone}))
    return [
        Probe("the telephone of whoever is suspected", "stranger", (asked, Ask(reverse("portal:mine_code"))))
    ]


def tried(site: Site, viewer: Viewer, probe: Probe) -> list[Answer]:
    """Do what the probe says, let everything follow from it, read all answers, and undo it."""
    cookies, answers = dict(viewer.cookies), []
    with undone():
        for number, ask in enumerate(probe.asks):
            same = Viewer(viewer.name, dict(cookies), viewer.token, viewer.address)
            answers.append(site.send(same, ask))
            cookies |= {name: morsel.value for name, morsel in site.client.cookies.items()}
            if probe.settles:
                with repeatable(f"{probe.name} {number}".encode()):
                    while ledger.deliver_pending(now=timezone.now()):
                        pass
    return answers
