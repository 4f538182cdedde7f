"""One question under the rules in force and under a draft, rule by rule."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from linli.flow.routing.deciding import Decision, Question, applied, decide_by, fits
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.laboratory.rule_sets import Book, Surroundings, book_in_force, book_of
from linli.flow.routing.models import Rule

Outcome = Literal["other", "no_unit", "decides", "later"]


@dataclass(frozen=True)
class Tried:
    """One rule and what came of it: it speaks of other matters, finds no unit, decides, or comes after the one that did."""

    rule: Rule
    outcome: Outcome


@dataclass(frozen=True)
class Answer:
    decision: Decision
    tried: tuple[Tried, ...]


def answer(book: Book, question: Question) -> Answer:
    """Decide the question and tell of each rule what came of it."""
    tried: list[Tried] = []
    decided = False
    for rule in book.rules():
        outcome: Outcome = "later"
        if not decided:
            outcome = "other" if not fits(rule, question) else "no_unit"
            if outcome == "no_unit" and applied(rule, question, book):
                outcome, decided = "decides", True
        tried.append(Tried(rule, outcome))
    return Answer(decide_by(book, question), tuple(tried))


def answers(draft: Draft, question: Question, *, on: date) -> tuple[Answer, Answer]:
    """Return what the rules in force and what the draft say to the question on that day."""
    around = Surroundings.load(on=on)
    return answer(book_in_force(around), question), answer(book_of(draft, around), question)
