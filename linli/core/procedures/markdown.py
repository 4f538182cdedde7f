"""A procedure as a page for people: what it can be, what may be done, which limits run. Made from the file alone."""

from collections.abc import Iterable, Iterator

from linli.core.procedures.procedure import Ask, ClockRule, Procedure, State, Step
from linli.core.procedures.words import Words

Cells = tuple[str, ...]


def page(procedure: Procedure) -> str:
    """Return `procedure` as Markdown: its states, steps, questions and clocks, each word in both languages."""
    asked = [(step, ask) for step in procedure.steps.values() for ask in step.asks]
    parts = [
        f"# {_both(procedure.title)}",
        f"Procedure `{procedure.name}`, version {procedure.version}. This page is what "
        f"`linli procedure {procedure.name}` prints.",
        f"A matter begins as `{procedure.start}` with the clocks {_names(procedure.starts)}.",
        "## States",
        _table(("state", "called", "what residents read", "open"), map(_state, procedure.states.values())),
        "## Steps",
        _table(
            ("step", "called", "who", "from", "to", "stops", "starts", "entry"),
            map(_step, procedure.steps.values()),
        ),
        "## What steps ask",
        _table(
            ("step", "question", "kind", "called", "required"),
            (
                (f"`{s.name}`", f"`{a.name}`", _kind(a), _both(a.label), "yes" if a.required else "no")
                for s, a in asked
            ),
        ),
        "## Clocks",
        "The limit is the one where the centre's register of limits has none for the matter.",
        _table(
            ("clock", "called", "whose", "limit", "source", "warns at", "started by", "stopped by"),
            (_clock(procedure, clock) for clock in procedure.clocks.values()),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _state(state: State) -> Cells:
    waits = ", waits for the resident" if state.awaits_resident else ""
    return (
        f"`{state.name}`",
        _both(state.label),
        _both(state.explained),
        ("yes" if state.is_open else "no") + waits,
    )


def _step(step: Step) -> Cells:
    extra = [
        *(["once"] if step.once else []),
        *(f"if `{guard}`" for guard in step.guards),
        *(["likely"] if step.likely else []),
    ]
    return (
        f"`{step.name}`",
        _both(step.label) + (f" ({', '.join(extra)})" if extra else ""),
        _names(step.who),
        _names(step.sources),
        f"`{step.to}`" if step.to else "stays",
        _names(step.stops),
        _names(step.starts),
        f"`{step.verb}`",
    )


def _kind(ask: Ask) -> str:
    if ask.kind == "choice":
        return "choice: " + ", ".join(f"`{code}` {_both(words)}" for code, words in ask.choices)
    return f"{ask.kind}, at most {ask.limit}" if ask.kind in ("text", "line") else ask.kind


def _clock(procedure: Procedure, clock: ClockRule) -> Cells:
    steps = procedure.steps.values()
    begins = ["intake"] if clock.name in procedure.starts else []
    return (
        f"`{clock.name}`",
        _both(clock.label),
        clock.level,
        str(clock.limit),
        clock.limit.source,
        ", ".join(f"{share:.0%}" for share in clock.warns) or "—",
        _names([*begins, *(step.name for step in steps if clock.name in step.starts)]),
        _names(step.name for step in steps if clock.name in step.stops),
    )


def _both(words: Words) -> str:
    return f"{words.zh} / {words.en}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "—"


def _table(head: Cells, rows: Iterable[Cells]) -> str:
    lines: Iterator[Cells] = iter((head, ("---",) * len(head), *rows))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
