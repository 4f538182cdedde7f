"""What residents bring: by portal, window and telephone, twice, with other words, and accusations too."""

from dataclasses import replace

from linli.capabilities.petitions.actions.bringing import Brought, bring
from linli.core.matters import sealed
from linli.core.matters.models import Grade, Matter
from linli.flow.handling.links.actions import bring_follow_up
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Spot, Submission
from linli.flow.intake.wishes.actions import want_messages
from linli.ground.people.actor import SYSTEM, Actor, resident
from linli.lib.identifiers import uuid7

from ..town import Known, Town
from . import move
from .words import sentence

MOST_OPEN = 12


def written(town: Town, capability: str, kind: str, channel: str) -> Submission:
    """Write something to be brought."""
    dice = town.dice
    return Submission(
        key=str(uuid7()),
        capability=capability,
        kind=kind,
        text=sentence(dice),
        channel=channel,
        category_id=dice.choice([None, *(one.id for one in town.county.categories)]),
        severity=dice.choice(["small", "small", "large", "urgent", "hard"]),
        spot=Spot(village_id=dice.choice(town.county.villages).id, words="老槐树旁")
        if dice.random() < 0.8
        else Spot(),
        name=dice.choice(["", "王小满"]),
        phone=dice.choice(["", f"138{dice.randrange(10**8):08}"]),
    )


def take(town: Town, brought: Brought, by: Actor) -> Receipt:
    if brought.submission.capability == "petitions":
        return bring(brought, actor=by, now=town.now)
    return receive(brought.submission, actor=by, now=town.now)


def bring_in(town: Town, name: str, brought: Brought, by: Actor) -> None:
    receipt = town.act(name, lambda: take(town, brought, by))
    if isinstance(receipt, Receipt):
        town.known[receipt.matter_id] = Known(brought, receipt, resident([receipt.matter_id]))


def _kinds(capability: str) -> list[str]:
    from linli.core import capability as plugs

    return [kind.code for kind in plugs.named(capability).kinds if not kind.sealed]


def _is_full(town: Town) -> bool:
    return Matter.objects.visible_to(SYSTEM).filter(is_open=True).count() >= MOST_OPEN


@move(40)
def a_request_by_portal(town: Town) -> None:
    if not _is_full(town):
        kind = town.dice.choice(_kinds("requests"))
        bring_in(town, "bring by portal", Brought(written(town, "requests", kind, "portal")), resident())


@move(15)
def a_request_at_the_window(town: Town) -> None:
    if _is_full(town):
        return
    channel, kind = town.dice.choice(["window", "phone"]), town.dice.choice(_kinds("requests"))
    said = replace(written(town, "requests", kind, channel), happened_at=town.now)
    bring_in(town, "bring at window", Brought(said), town.somebody())


@move(45)
def a_petition(town: Town) -> None:
    if not _is_full(town):
        kind = town.dice.choice(_kinds("petitions"))
        said = Brought(written(town, "petitions", kind, "portal"), people_count=town.dice.randint(1, 8))
        bring_in(town, "bring a petition", said, resident())


@move(12)
def an_accusation(town: Town) -> None:
    dice = town.dice
    about = dice.choice(
        [
            *(sealed.Named("staff", one.id) for one in town.county.staff),
            *(sealed.Named("unit", one.id) for one in town.county.units),
        ]
    )
    said = replace(
        written(town, "petitions", "accusation", "portal"),
        category_id=None,
        spot=Spot(),
        sealed=True,
        grade=dice.choice(list(Grade.values)),
        named=(about,) if dice.random() < 0.8 else (),
    )
    bring_in(town, "bring an accusation", Brought(said), resident())


@move(20)
def the_same_again(town: Town) -> None:
    """Whoever is not sure that it went through sends it again: the same receipt, and nothing else."""
    if not town.known:
        return
    known = town.known[town.dice.choice(list(town.known))]
    again = town.act("bring the same again", lambda: take(town, known.brought, resident()))
    if isinstance(again, Receipt):
        town.expect(again == known.receipt, "the same key and content get the same receipt")


@move(10)
def the_same_key_with_other_words(town: Town) -> None:
    if not town.known:
        return
    known = town.known[town.dice.choice(list(town.known))]
    other = replace(known.brought, submission=replace(known.brought.submission, text="完全是另一件事"))

    def act() -> None:
        first: list[Receipt] = []
        try:
            take(town, other, resident())
        except OtherContent as kept:
            first.append(kept.receipt)
            raise
        finally:
            town.expect(first in ([], [known.receipt]), "the first stands")
        town.expect(False, "another content was taken under a key that was used before")

    town.act("bring other words under the same key", act)


@move(5)
def what_came_after(town: Town) -> None:
    if (earlier := town.matter()) is None:
        return
    said, by = Brought(written(town, "requests", "help", "portal")), town.resident_of(earlier)
    act = lambda: bring_follow_up(earlier.id, said.submission, actor=by, now=town.now)  # noqa: E731
    receipt = town.act("bring what came after", act)
    if isinstance(receipt, Receipt):
        town.known[receipt.matter_id] = Known(said, receipt, resident([receipt.matter_id]))


@move(6)
def a_wish_about_messages(town: Town) -> None:
    if (matter := town.matter()) is not None:
        by, wanted = town.anybody(matter), town.dice.random() < 0.5
        town.act("wish", lambda: want_messages(matter.id, wanted=wanted, actor=by, now=town.now))
