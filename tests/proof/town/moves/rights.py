"""What a resident may ask for, and marks that are proposed: rarer than the other acts, and never by chance."""

from linli.flow.handling.supervision.actions import drop, give
from linli.flow.handling.supervision.queries.marks import proposed_marks
from linli.flow.outcomes.rights import actions as rights
from linli.flow.outcomes.rights.models import RightsRequest

from ..town import Town
from . import move
from .words import sentence


@move(8)
def somebody_wants_to_be_forgotten(town: Town) -> None:
    if (matter := town.matter(is_open=False)) is None:
        return
    by, at_once = town.resident_of(matter), town.dice.random() < 0.5
    town.act(
        "ask to be forgotten",
        lambda: rights.ask(matter.id, right="erase", at_once=at_once, actor=by, now=town.now),
    )


@move(10)
def a_request_about_data_is_answered(town: Town) -> None:
    row = RightsRequest.objects.filter(stage="asked", matter__is_sealed=False).order_by("id").first()
    if row is None:
        return
    actor, words = town.who_may("outcomes.rights"), sentence(town.dice)
    if town.dice.random() < 0.8:
        changes = {"title": words} if row.right == "correct" else None
        town.act(
            "grant a right",
            lambda: rights.grant(row.id, reason=words, changes=changes, actor=actor, now=town.now),
        )
    else:
        town.act(
            "refuse a right",
            lambda: rights.refuse(row.id, ground="in_hand", reason=words, actor=actor, now=town.now),
        )


@move(8)
def a_mark_that_is_proposed(town: Town) -> None:
    actor = town.who_may("supervision.mark")
    found = proposed_marks(actor=actor, now=town.now)
    if not found:
        return
    key, words = town.dice.choice(found).key, sentence(town.dice)
    if town.dice.random() < 0.6:
        town.act("give a mark", lambda: give(key, reason=words, demand=words, actor=actor, now=town.now))
    else:
        town.act("drop a mark", lambda: drop(key, reason=words, actor=actor, now=town.now))
