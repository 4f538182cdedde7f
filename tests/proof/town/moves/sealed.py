"""Accusations in the hands of those who hold their keys."""

from linli.core.matters import sealed
from linli.core.matters.models import Matter, OpeningRequest
from linli.core.matters.sealed.opening import What
from linli.core.procedures.taking import open_steps
from linli.flow.handling.entrusting import take_sealed_step
from linli.ground.people.actor import Actor, resident
from linli.testing.cast import PASSWORD

from ..town import Town
from . import move
from .steps import chosen
from .words import answers, sentence


def _sealed(town: Town) -> Matter | None:
    rows = Matter.objects.filter(is_sealed=True).select_related("unit", "handler")
    ids = list(rows.order_by("id").values_list("id", flat=True))
    return rows.get(id=town.dice.choice(ids)) if ids else None


def _somebody(town: Town, matter: Matter) -> Actor:
    """Return somebody, often one of the few who may hold a key."""
    if town.dice.random() < 0.2:
        return resident([matter.id])
    able = [one for one in town.county.staff if town.actor(one).may("sealed.handle")]
    return town.actor(town.dice.choice(able if able and town.dice.random() < 0.85 else town.county.staff))


@move(45)
def a_step_on_a_sealed_matter(town: Town) -> None:
    if (matter := _sealed(town)) is None:
        return
    actor = _somebody(town, matter)
    if not Matter.objects.visible_to(actor, sealed=True).filter(id=matter.id).exists():
        return
    if not (steps := open_steps(matter, actor=actor, now=town.now)):
        return
    step = chosen(town, steps)
    said, key = answers(town, step.asks, matter), town.keys.get(matter.id)
    town.act(
        f"sealed step {step.name}",
        lambda: take_sealed_step(matter.id, step.name, said=said, key=key, actor=actor, now=town.now),
    )


@move(10)
def opening_what_is_sealed(town: Town) -> None:
    if (matter := _sealed(town)) is None:
        return
    actor, password = _somebody(town, matter), town.dice.choice([PASSWORD, PASSWORD, "wrong"])
    whats: list[What] = ["narrative", "people"]
    what = town.dice.choice(whats)

    def act() -> bytes:
        return sealed.open_matter(
            matter.id, password=password, reason="核实情况", what=what, actor=actor, now=town.now
        )

    if isinstance(key := town.act(f"open {what}", act, whole=False), bytes):
        town.keys[matter.id] = key


@move(8)
def asking_for_a_second_holder(town: Town) -> None:
    if (matter := _sealed(town)) is not None:
        actor = _somebody(town, matter)
        town.act(
            "ask to open", lambda: sealed.ask_to_open(matter.id, reason="核实", actor=actor, now=town.now)
        )


@move(8)
def the_second_holder_answers(town: Town) -> None:
    waiting = OpeningRequest.objects.filter(decided_at=None).order_by("id").first()
    if waiting is not None:
        actor, agreed = _somebody(town, waiting.matter), town.dice.random() < 0.7
        town.act("agree to open", lambda: sealed.agree(waiting.id, agreed=agreed, actor=actor, now=town.now))


@move(8)
def a_key_for_a_colleague(town: Town) -> None:
    if (matter := _sealed(town)) is None or matter.id not in town.keys:
        return
    actor, to, key = _somebody(town, matter), town.dice.choice(town.county.staff).id, town.keys[matter.id]
    town.act("grant", lambda: sealed.grant(matter.id, staff_id=to, key=key, actor=actor, now=town.now))


@move(4)
def a_key_taken_away(town: Town) -> None:
    if (matter := _sealed(town)) is not None:
        actor, of = _somebody(town, matter), town.dice.choice(town.county.staff).id
        town.act("end grant", lambda: sealed.end_grant(matter.id, staff_id=of, actor=actor, now=town.now))


@move(4)
def words_for_those_who_hold_the_key(town: Town) -> None:
    if (matter := _sealed(town)) is not None:
        words = sentence(town.dice)
        town.act("keep sealed text", lambda: sealed.keep_text(matter, "finding", words, now=town.now))
