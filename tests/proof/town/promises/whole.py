"""What holds of the whole: nothing acknowledged is lost, figures follow the ledger, the log verifies, pages can be told."""

from collections.abc import Iterator

import time_machine
from django.test import Client
from django.urls import reverse

from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Delivery, Entry, Matter
from linli.core.matters.search import finding
from linli.core.matters.telling import tell
from linli.core.personal_data.erasing import is_erased
from linli.doors.notices.models import Notice, Stage
from linli.flow.intake.models import Intake
from linli.flow.statistics.actions import differences
from linli.flow.statistics.models import Fact
from linli.ground.people.actor import SYSTEM

from .. import faults
from ..memory import Look
from ..town import Town
from . import now_and_then


@now_and_then("What was acknowledged is there: each receipt its matter, each matter its receipt.")
def acknowledged(town: Town) -> Iterator[str]:
    there = set(Matter._base_manager.values_list("id", flat=True))
    for key in sorted(set(town.known) ^ there):
        yield f"matter {key}: acknowledged: {key in town.known}, there: {key in there}"
    if Intake.objects.count() != len(town.known):
        yield f"{Intake.objects.count()} submissions are remembered of {len(town.known)}"
    for known in town.known.values():
        if not Entry.objects.filter(subject=known.receipt.matter_id, seq=1).exists():
            yield f"{known.receipt.number} has no first entry"


@now_and_then("Every chain, every commitment and the log verify.")
def verified(town: Town) -> Iterator[str]:
    for finding_ in verify().findings:
        yield f"{finding_.what}: {finding_.where}"


@now_and_then("Figures are what counting the ledger anew gives.")
def figures(town: Town) -> Iterator[str]:
    yield from differences()


@now_and_then("As many matters count as open, and as closed, as are.")
def counted(town: Town) -> Iterator[str]:
    for fact in Fact.objects.select_related("matter").order_by("matter"):
        if bool(fact.open) != fact.matter.is_open:
            yield f"{fact.matter} is {fact.matter.state}, and counts as open: {fact.open}"
        if fact.unit_id != fact.matter.unit_id:
            yield f"{fact.matter} counts for another unit than has it"


@now_and_then("What a follower could not do is kept, and only what went wrong by our hand.")
def followers(town: Town) -> Iterator[str]:
    for waiting in Delivery.objects.exclude(error="").select_related("entry"):
        if not waiting.error.startswith(faults.Cut.__name__):
            yield f"{waiting.follower} failed on {waiting.entry.verb}: {waiting.error}"


@now_and_then("Every open matter that is not sealed is found by its number and by its words.")
def found(town: Town) -> Iterator[str]:
    rows = list(Matter.objects.visible_to(SYSTEM).filter(is_open=True).order_by("id"))
    for matter in town.eye.sample(rows, min(len(rows), 3)):
        if finding.numbered(matter.number, SYSTEM) != matter.id:
            yield f"{matter} is not found by its number"
        words = matter.title.strip()[:6]
        if not finding.matching(words, SYSTEM).filter(id=matter.id).exists():
            yield f"{matter} is not found by {words}"


@now_and_then("What happened to a matter can be told to its resident and to the staff.")
def told(town: Town) -> Iterator[str]:
    rows = list(Matter._base_manager.order_by("id"))
    for matter in town.eye.sample(rows, min(len(rows), 4)):
        if not tell(matter, audience="resident") or not tell(matter, audience="staff"):
            yield f"nothing is told of {matter}"


@now_and_then(
    "The page of a matter opens to its resident and to those who see it; to others it is not there."
)
def pages(town: Town) -> Iterator[str]:
    if not town.known:
        return
    with time_machine.travel(town.now, tick=False):
        for key in town.eye.sample(sorted(town.known), 1):
            known, browser = town.known[key], Client()
            receipt = known.receipt
            browser.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
            status = browser.get(reverse("portal:matter", args=[receipt.number])).status_code
            if status != 200 and not is_erased(Matter._base_manager.get(id=key)):
                yield f"the page of {receipt.number} answers its resident {status}"
            staff = town.eye.choice([one for one in town.county.staff if town.actor(one).may("matters.see")])
            seen = Matter.objects.visible_to(town.actor(staff)).filter(id=key).exists()
            browser = Client()
            browser.force_login(staff)
            status = browser.get(reverse("desk:matter", args=[receipt.number])).status_code
            if status != (200 if seen else 404):
                yield f"the page of {receipt.number} answers {staff.username} {status}; sees it: {seen}"


@now_and_then("No message is handed over twice.")
def messages(town: Town) -> Iterator[str]:
    stages = dict.fromkeys(Stage.values, 0)
    for stage in Notice.objects.values_list("stage", flat=True):
        stages[stage] += 1
    gone = stages["sent"] + stages["unknown"] + stages["sending"]
    if town.sender.handed > gone or stages["sent"] > town.sender.count["sent"]:
        yield f"{town.sender.handed} were handed over, {stages}"


@now_and_then("The whole ledger tells what the steps told one by one.")
def remembered(town: Town) -> Iterator[str]:
    from . import EACH

    look = Look.at(town.memory, town.now, everything=True)
    for promise in EACH:
        yield from promise.broken(look)
