"""Matters, steps and figures as the API tells them."""

from typing import Any

from linli.core.matters.models import Matter
from linli.core.matters.telling import Told
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import procedure_of
from linli.doors.api.shapes import (
    AskOut,
    Brief,
    FigureRow,
    Happened,
    MatterOut,
    Named,
    RateOut,
    StatusOut,
    StepOut,
)
from linli.flow.statistics import words
from linli.flow.statistics.queries import Row


def named(row: Any) -> Named | None:
    return Named(code=row.code, name=row.name) if row else None


def _needed(row: Any) -> Named:
    return Named(code=row.code, name=row.name)


def brief(matter: Matter) -> Brief:
    return Brief(
        number=matter.number,
        title=matter.title,
        kind=matter.kind,
        severity=matter.severity,
        state=matter.state,
        is_open=matter.is_open,
        outcome=matter.outcome,
        unit=matter.unit.name,
        place=matter.place,
        received_at=matter.received_at,
        due_at=matter.due_at if matter.is_open else None,
        closed_at=matter.closed_at,
        was_late=matter.was_late,
        version=matter.version,
    )


def whole(matter: Matter) -> MatterOut:
    return MatterOut(
        **{**brief(matter).dict(), "unit": _needed(matter.unit)},
        capability=matter.capability,
        text=matter.text,
        category=named(matter.category),
        channel=_needed(matter.channel),
        town=named(matter.town),
        village=named(matter.village),
        cell=named(matter.cell),
        longitude=matter.longitude,
        latitude=matter.latitude,
        state_label=str(procedure_of(matter).states[matter.state].label),
        handler=matter.handler.name if matter.handler else "",
    )


def happened(told: Told) -> Happened:
    return Happened(at=told.at, verb=told.verb, who=told.who, title=told.title, lines=list(told.lines))


def status(matter: Matter, told: list[Told]) -> StatusOut:
    state = procedure_of(matter).states[matter.state]
    return StatusOut(
        number=matter.number,
        title=matter.title,
        state=matter.state,
        state_label=str(state.label),
        explained=str(state.explained),
        is_open=matter.is_open,
        outcome=matter.outcome,
        unit=matter.unit.name,
        received_at=matter.received_at,
        due_at=matter.due_at if matter.is_open else None,
        closed_at=matter.closed_at,
        timeline=[happened(one) for one in told],
    )


def step(found: Step) -> StepOut:
    asks = [
        AskOut(
            name=ask.name,
            kind=ask.kind,
            label=str(ask.label),
            required=ask.required,
            choices=[Named(code=code, name=str(label)) for code, label in ask.choices],
        )
        for ask in found.asks
    ]
    return StepOut(name=found.name, label=str(found.label), likely=found.likely, asks=asks)


def figures(row: Row) -> FigureRow:
    rates = [
        RateOut(
            name=rate.name,
            label=str(words.RATES[rate.name].name),
            numerator=rate.numerator,
            denominator=rate.denominator,
            share=rate.share,
        )
        for rate in row.rates
    ]
    return FigureRow(key=row.key, label=row.label, counts=dict(row.counts), rates=rates)
