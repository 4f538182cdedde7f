"""Check a procedure at start: what cannot be reached, what never ends, what nobody knows."""

from collections.abc import Iterator
from pathlib import Path

from linli.core.procedures.guards import guard_named
from linli.core.procedures.procedure import RESIDENT, SYSTEM, Procedure, Step
from linli.core.procedures.reading import ProcedureWrong, line_of
from linli.ground.people.permissions import known_permissions


def check(procedure: Procedure, *, text: str) -> list[ProcedureWrong]:
    """Return everything that is wrong with `procedure`, each with its line in `text`."""
    lines = text.splitlines()
    findings = [*_names(procedure), *_reach(procedure)]
    if not findings:
        findings = [*_endless_clocks(procedure), *_no_promise(procedure)]
    return [ProcedureWrong(procedure.file, line_of(lines, near), what) for near, what in findings]


Found = Iterator[tuple[str, str]]

BESIDE = ("task", "window")  # clocks that no step starts


def _names(procedure: Procedure) -> Found:
    if procedure.start not in procedure.states:
        yield procedure.start, f"the start `{procedure.start}` is no state"
    for step in procedure.steps.values():
        yield from _names_of_step(procedure, step)
    for clock in procedure.starts:
        if clock not in procedure.clocks:
            yield clock, f"the procedure starts clock `{clock}`, which it does not describe"


def _names_of_step(procedure: Procedure, step: Step) -> Found:
    for state in (*step.sources, *((step.to,) if step.to else ())):
        if state not in procedure.states:
            yield step.name, f"step `{step.name}` names state `{state}`, which does not exist"
    for clock in (*step.starts, *step.stops):
        if clock not in procedure.clocks:
            yield step.name, f"step `{step.name}` names clock `{clock}`, which does not exist"
        elif procedure.clocks[clock].level in BESIDE:
            yield step.name, f"step `{step.name}` names clock `{clock}`, which no step starts or stops"
    for permission in step.who:
        if permission not in (RESIDENT, SYSTEM) and permission not in known_permissions():
            yield step.name, f"step `{step.name}` asks for permission `{permission}`, which nobody can have"
    for guard in step.guards:
        if guard_named(guard) is None:
            yield step.name, f"step `{step.name}` names guard `{guard}`, which does not exist"


def _reach(procedure: Procedure) -> Found:
    reached, waiting = {procedure.start}, [procedure.start]
    while waiting:
        for step in procedure.steps_from(waiting.pop()):
            if step.to and step.to not in reached:
                reached.add(step.to)
                waiting.append(step.to)
    for name in procedure.states:
        if name not in reached:
            yield name, f"state `{name}` can never be reached"
    for state in procedure.states.values():
        if state.is_open and not any(step.to for step in procedure.steps_from(state.name)):
            yield state.name, f"state `{state.name}` is open, but no step leads out of it"


def _endless_clocks(procedure: Procedure) -> Found:
    """A clock must not still run where the matter is closed: nobody would ever stop it."""
    for clock, rule in procedure.clocks.items():
        if rule.level in BESIDE:
            continue
        seen: set[tuple[str, bool]] = set()
        waiting = [(procedure.start, clock in procedure.starts)]
        while waiting:
            state, runs = waiting.pop()
            if (state, runs) in seen:
                continue
            seen.add((state, runs))
            for step in procedure.steps_from(state):
                goes_on = (runs and clock not in step.stops) or clock in step.starts
                waiting.append((step.to or state, goes_on))
        for state, runs in sorted(seen):
            if runs and not procedure.states[state].is_open:
                yield clock, f"clock `{clock}` never stops: it still runs in the closed state `{state}`"
        if not any(runs for _, runs in seen):
            yield clock, f"clock `{clock}` is never started"


def _no_promise(procedure: Procedure) -> Found:
    """A receipt says by when the matter must be answered: a clock of the matter itself runs from the start."""
    if not any(procedure.clocks[clock].level == "matter" for clock in procedure.starts):
        yield (
            procedure.start,
            "no clock of the matter itself runs from the start, so a receipt could promise no day",
        )


def read_file(path: Path) -> str:
    return path.read_text(encoding="utf-8")
