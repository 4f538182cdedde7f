"""Read a procedure from TOML. Names and numbers only: no expressions, no code in data."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from linli.core.procedures.procedure import ACTS, Ask, AskKind, ClockRule, Procedure, State, Step
from linli.core.procedures.words import Words
from linli.lib.limits import Limit, parse_limit

Part = TypeVar("Part")

# Every key that a file may have, by the table it stands in. Each is described in docs/extend/procedures.md.
KEYS: dict[str, frozenset[str]] = {
    "file": frozenset(["procedure", "version", "title", "start", "starts", "states", "steps", "clocks"]),
    "states": frozenset(["name", "label", "explained", "open", "awaits_resident"]),
    "steps": frozenset(
        ["name", "label", "verb", "from", "to", "who", "asks", "starts", "stops", "guard", "once", "likely"]
    ),
    "asks": frozenset(["name", "kind", "label", "required", "limit", "choices"]),
    "clocks": frozenset(["name", "label", "level", "limit", "source", "warns", "may", "extensions"]),
}
LEVELS = ("matter", "unit", "task", "window")


class ProcedureWrong(ValueError):
    """A procedure file says something that cannot be; the message names file and line."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = file, line, what


def read(text: str, *, file: str) -> Procedure:
    """Return the procedure that `text` describes. Raises ProcedureWrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProcedureWrong(file, _line_in(str(error)), str(error)) from error
    reader = _Reader(text, file)
    reader.only("the file", data, KEYS["file"])
    return Procedure(
        name=reader.need(data, "procedure", "the file"),
        version=reader.need(data, "version", "the file"),
        title=reader.words(data, "title", "the file"),
        start=reader.need(data, "start", "the file"),
        starts=tuple(data.get("starts", ())),
        states=reader.parts(data, "states", reader.state),
        steps=reader.parts(data, "steps", reader.step),
        clocks=reader.parts(data, "clocks", reader.clock),
        file=file,
    )


def read_clocks(data: Mapping[str, Any], text: str, *, file: str) -> dict[str, ClockRule]:
    """Return the clocks of a file that has nothing else. Raises ProcedureWrong."""
    reader = _Reader(text, file)
    reader.only("the file", data, frozenset(["clocks"]))
    return reader.parts(data, "clocks", reader.clock)


class _Reader:
    """Turns tables into parts and knows where in the file each stands."""

    def __init__(self, text: str, file: str) -> None:
        self.lines, self.file = text.splitlines(), file

    def fail(self, near: str, what: str) -> ProcedureWrong:
        return ProcedureWrong(self.file, line_of(self.lines, near), what)

    def need(self, table: Mapping[str, Any], key: str, near: str) -> Any:
        if key not in table:
            raise self.fail(near, f"{near} has no `{key}`")
        return table[key]

    def words(self, table: Mapping[str, Any], key: str, near: str) -> Words:
        texts = self.need(table, key, near)
        if not isinstance(texts, dict) or not texts.get("zh") or not texts.get("en"):
            raise self.fail(near, f"`{key}` of {near} needs a text in zh and in en")
        return Words.of(texts)

    def parts(
        self, data: Mapping[str, Any], key: str, make: Callable[[str, Mapping[str, Any]], Part]
    ) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for table in data.get(key, ()):
            name = self.need(table, "name", f"one of [[{key}]]")
            if name in found:
                raise self.fail(name, f"two of [[{key}]] are named {name}")
            found[name] = make(name, table)
        return found

    def state(self, name: str, table: Mapping[str, Any]) -> State:
        self.only(name, table, KEYS["states"])
        return State(
            name=name,
            label=self.words(table, "label", name),
            explained=self.words(table, "explained", name),
            is_open=table.get("open", True),
            awaits_resident=table.get("awaits_resident", False),
        )

    def step(self, name: str, table: Mapping[str, Any]) -> Step:
        self.only(name, table, KEYS["steps"])
        who = self.need(table, "who", name)
        guard = table.get("guard", ())
        return Step(
            name=name,
            label=self.words(table, "label", name),
            verb=self.need(table, "verb", name),
            sources=tuple(self.need(table, "from", name)),
            to=table.get("to", ""),
            who=(who,) if isinstance(who, str) else tuple(who),
            asks=tuple(self.ask(name, ask) for ask in table.get("asks", ())),
            starts=tuple(table.get("starts", ())),
            stops=tuple(table.get("stops", ())),
            guards=(guard,) if isinstance(guard, str) else tuple(guard),
            once=table.get("once", False),
            likely=table.get("likely", False),
        )

    def ask(self, step: str, table: Mapping[str, Any]) -> Ask:
        self.only(step, table, KEYS["asks"])
        choices = table.get("choices", {})
        return Ask(
            name=self.need(table, "name", f"a question of {step}"),
            kind=self.one_of(get_args(AskKind), table, "kind", "text", step),
            label=self.words(table, "label", step),
            required=table.get("required", True),
            limit=table.get("limit", 2_000),
            choices=tuple((code, Words.of(texts)) for code, texts in choices.items()),
        )

    def clock(self, name: str, table: Mapping[str, Any]) -> ClockRule:
        self.only(name, table, KEYS["clocks"])
        try:
            limit: Limit = parse_limit(
                self.need(table, "limit", name), source=self.need(table, "source", name)
            )
        except ValueError as error:
            raise self.fail(name, f"limit of {name}: {error}") from error
        return ClockRule(
            name=name,
            label=self.words(table, "label", name),
            level=self.one_of(LEVELS, table, "level", "matter", name),
            limit=limit,
            warns=tuple(table.get("warns", ())),
            may=self.acts(table, name),
            extensions=table.get("extensions"),
        )

    def acts(self, table: Mapping[str, Any], near: str) -> tuple[str, ...]:
        found = tuple(table.get("may", ACTS))
        for act in found:
            if act not in ACTS:
                raise self.fail(near, f"`may` of {near} names `{act}`; it can be {', '.join(ACTS)}")
        return found

    def one_of(
        self, known: Sequence[str], table: Mapping[str, Any], key: str, default: str, near: str
    ) -> Any:
        value = table.get(key, default)
        if value not in known:
            raise self.fail(near, f"`{key}` of {near} is `{value}`; it can be {', '.join(known)}")
        return value

    def only(self, name: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
        for key in table:
            if key not in known:
                raise self.fail(name, f"{name} has `{key}`, which means nothing here")


def line_of(lines: list[str], near: str) -> int:
    """Return the number of the line that names `near`, or 1."""
    for number, line in enumerate(lines, start=1):
        if f'name = "{near}"' in line:
            return number
    return next((number for number, line in enumerate(lines, start=1) if f'"{near}"' in line), 1)


def _line_in(message: str) -> int:
    _, _, rest = message.partition("at line ")
    digits = rest.split(",")[0].strip(")")
    return int(digits) if digits.isdigit() else 1
