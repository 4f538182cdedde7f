"""Ask the rule set in force and the one of a draft the same questions, and count what they answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.flow.routing.deciding import Question, decide_by, fits
from linli.flow.routing.laboratory.rule_sets import Book

Raw = tuple[str, str, UUID | None, UUID | None, UUID | None]  # a question's fields in their order


@dataclass
class Answer:
    """What both say to one question: the units, and the rules that decided (None: nobody in particular was found).

    `n` counts the matters that asked it, `behind` keeps their ids, in one row of bytes for all questions that move alike.
    """

    question: Question
    before: UUID
    after: UUID
    before_rule: UUID | None
    after_rule: UUID | None
    behind: bytearray | None
    n: int = 0


@dataclass
class Tally:
    """Each question is decided once, however often it is asked. `behind`: the ids of matters by unit before and after.

    `handled` counts what went to the unit that really had it, where that is known.
    """

    before: Book
    after: Book
    behind: dict[tuple[UUID, UUID], bytearray] = field(default_factory=dict)
    handled: Counter[str] = field(default_factory=Counter)
    _answers: dict[Raw, Answer] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        return sum(answer.n for answer in self._answers.values())

    def count_matters(self, asked: Iterable[tuple[UUID, Raw]]) -> None:
        """Count matters, each with what it asks."""
        answers = self._answers
        for matter_id, raw in asked:
            answer = answers.get(raw) or self._answer(raw)
            answer.n += 1
            if answer.behind is not None:
                answer.behind += matter_id.bytes

    def count(self, raw: Raw, n: int, *, handled_by: UUID | None = None) -> None:
        """Count `n` orders that asked this. `handled_by`: the unit that really had them, where that is known."""
        answer = self._answers.get(raw) or self._answer(raw)
        answer.n += n
        if handled_by is not None:
            self.handled["known"] += n
            self.handled["before"] += n * (answer.before == handled_by)
            self.handled["after"] += n * (answer.after == handled_by)

    def _answer(self, raw: Raw) -> Answer:
        question = Question(*raw)
        before, after = decide_by(self.before, question), decide_by(self.after, question)
        pair = (before.unit.id, after.unit.id)
        behind = self.behind.setdefault(pair, bytearray()) if pair[0] != pair[1] else None
        answer = Answer(question, *pair, before.rule_id, after.rule_id, behind)
        self._answers[raw] = answer
        return answer

    def result(self) -> dict[str, Any]:
        """Return everything as JSON knows it; keys are ids, "" is nobody in particular.

        `fitted`: by a rule of the draft that speaks of them and the rule that decided them.
        """
        moved: Counter[tuple[UUID, UUID]] = Counter()
        rules_before: Counter[UUID | None] = Counter()
        rules_after: Counter[UUID | None] = Counter()
        loads_before: Counter[UUID] = Counter()
        loads_after: Counter[UUID] = Counter()
        fitted: Counter[tuple[UUID, UUID | None]] = Counter()
        gaps: Counter[Question] = Counter()
        for one in self._answers.values():
            rules_before[one.before_rule] += one.n
            rules_after[one.after_rule] += one.n
            loads_before[one.before] += one.n
            loads_after[one.after] += one.n
            if one.before != one.after:
                moved[one.before, one.after] += one.n
            if one.after_rule is None:
                gaps[one.question] += one.n
            for rule in self.after.rules():
                if fits(rule, one.question):
                    fitted[rule.id, one.after_rule] += one.n
        return {
            "asked": self.asked,
            "changed": sum(moved.values()),
            "moved": [[str(old), str(new), n] for (old, new), n in moved.most_common()],
            "rules_before": _plain(rules_before),
            "rules_after": _plain(rules_after),
            "loads_before": _plain(loads_before),
            "loads_after": _plain(loads_after),
            "fitted": [[str(rule), str(taker or ""), n] for (rule, taker), n in fitted.items()],
            "gaps": [[*_words(question), n] for question, n in gaps.most_common()],
            "handled": dict(self.handled),
        }


def _plain(counted: Counter[Any]) -> dict[str, int]:
    return {str(key or ""): n for key, n in counted.most_common()}


def _words(question: Question) -> list[str]:
    ids = (question.category_id, question.town_id, question.village_id)
    return [question.kind, question.severity, *(str(key or "") for key in ids)]
