"""What single documents say that others do not: of a referral, an extension, an objection, a review, an agreement."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from linli.capabilities.petitions.models import Objection, Referral, Review, Settlement
from linli.capabilities.petitions.papers.filling.facts import Facts
from linli.capabilities.petitions.papers.filling.filled import Fact
from linli.capabilities.petitions.papers.filling.official import named, said
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Entry
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.queries.reading import of_matter
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.calendars.explain import limit_words
from linli.ground.documents.reading.filling import in_words
from linli.ground.look.wording import last_day
from linli.ground.people.queries import duty_unit


def _of_referral(tell: Callable[[Referral], str]) -> Fact:
    return lambda it: tell(it.standing.referrals[-1]) if it.standing.referrals else ""


def _of_objection(tell: Callable[[Objection], str]) -> Fact:
    return lambda it: tell(it.standing.objections[-1]) if it.standing.objections else ""


def _of_extension(tell: Callable[[TimeRequest], str]) -> Fact:
    return lambda it: tell(it.standing.extensions[-1]) if it.standing.extensions else ""


def _of_review(tell: Callable[[Review], str]) -> Fact:
    return lambda it: tell(it.review) if it.review else ""


def _of_settlement(tell: Callable[[Settlement], str]) -> Fact:
    return lambda it: tell(it.standing.settlements[-1]) if it.standing.settlements else ""


def _of_supervision(tell: Callable[[Supervision], str]) -> Fact:
    def fact(it: Facts) -> str:
        rows = of_matter(it.matter)
        return tell(rows[0]) if rows else ""

    return fact


def _amount(request: TimeRequest) -> str:
    return limit_words(request.amount or 0, request.measure)  # type: ignore[arg-type]


def _said_last(it: Facts, verb: str) -> Mapping[str, Any]:
    """Return what was said with the latest entry of this verb; nothing where there is none."""
    entries = Entry.objects.filter(subject=it.matter.id, verb=verb).order_by("-seq")
    return next(iter(entries.values_list("body", flat=True)[:1]), {})


def due_before(it: Facts) -> str:
    """Return the last day before the latest extension, as the ledger has it."""
    before = str(_said_last(it, "clocks.extended").get("before", ""))
    return in_words(last_day(datetime.fromisoformat(before))) if before else ""


def answer_by(it: Facts) -> str:
    """Return the last day on which the supervision may be answered in time."""
    rows = of_matter(it.matter)
    clock = clocks_of_tasks([rows[0].id]).get(rows[0].id) if rows else None
    return in_words(last_day(clock.due_at)) if clock else ""


def arranged(it: Facts) -> str:
    """Return what was said about the hearing when it was opened: why, when, where, with whom."""
    return str(_said_last(it, "petitions.hearing_opened").get("text", ""))


def how_agreed(it: Facts) -> str:
    rows = it.standing.settlements
    is_mediated = bool(rows) and rows[-1].way == Settlement.Way.MEDIATION
    return said("mediated", unit=it.organ) if is_mediated else said("settled")


PASSING_ON: Mapping[str, Fact] = {"unit_phone": lambda it: duty_unit(on=it.today).phone}
TRANSFER: Mapping[str, Fact] = {
    **PASSING_ON,
    "manner": lambda it: said("manner"),
    "demand": lambda it: said("demand"),
}
REFUSAL: Mapping[str, Fact] = {
    "reason": _of_referral(lambda one: one.reason),
    "where": _of_referral(lambda one: one.where),
    "basis": _of_referral(lambda one: named("basis", one.path)),
}
OBJECTION: Mapping[str, Fact] = {
    "reason": _of_objection(lambda one: one.reason),
    "basis": _of_objection(lambda one: one.article),
}
EXTENSION: Mapping[str, Fact] = {
    "reason": _of_extension(lambda one: one.words),
    "days": _of_extension(_amount),
    "due_before": due_before,
}
REVIEW: Mapping[str, Fact] = {
    "request": _of_review(lambda one: one.asked),
    "requested": lambda it: it.day(it.review.began_at) if it.review else "",
    "earlier": lambda it: it.earlier(with_review=False),
    "conclusion": _of_review(lambda one: named("result", one.result)),
    "opinion": _of_review(lambda one: one.text),
    "carrying_out": lambda it: it.duties(since=it.review.decided_at if it.review else None),
    "review_limit": lambda it: it.limit("ask_re_review"),
    "until": lambda it: it.until("ask_re_review"),
}
RE_REVIEW: Mapping[str, Fact] = {**REVIEW, "earlier": lambda it: it.earlier(with_review=True)}
AGREEMENT: Mapping[str, Fact] = {
    "agreement_kind": _of_settlement(lambda one: named("agreement", one.way)),
    "how_agreed": how_agreed,
    "terms": _of_settlement(lambda one: one.text),
    "dispute": lambda it: it.title,
    "performance": lambda it: it.carried_out,
}
SUPERVISION: Mapping[str, Fact] = {
    **PASSING_ON,
    "receiver": _of_supervision(lambda one: one.addressee.name),
    "cause": _of_supervision(lambda one: f"{one.get_trigger_display()}。{one.question}"),
    "demand": _of_supervision(lambda one: one.demand),
    "advice": lambda it: said("advice"),
    "answer_by": answer_by,
}
HEARING: Mapping[str, Fact] = {"subject": arranged}
