"""Ask the rule set in force and the one of a draft the same questions, and count what they answer."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.flow.routing.deciding import Question, decide_by, fits
from linli.flow.routing.laboratory.rule_sets import Book


@dataclass(frozen=True)
class Answer:
    """What both say to one question: the units, and the rules that decided (None: nobody in particular was found)."""

    before: UUID
    after: UUID
    before_rule: UUID | None
    after_rule: UUID | None

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass
class Tally:
    """Counts of matters. `moved`: by unit before and after. `fitted`: by a rule of the draft that speaks of them and the
    rule that decided them. `handled`: how many went to the unit that really had them.
    """

    before: Book
    after: Book
    asked: int = 0
    moved: Counter[tuple[UUID, UUID]] = field(default_factory=Counter)
    rules_before: Counter[UUID | None] = field(default_factory=Counter)
    rules_after: Counter[UUID | None] = field(default_factory=Counter)
    loads_before: Counter[UUID] = field(default_factory=Counter)
    loads_after: Counter[UUID] = field(default_factory=Counter)
    fitted: Counter[tuple[UUID, UUID | None]] = field(default_factory=Counter)
    gaps: Counter[Question] = field(default_factory=Counter)
    handled: Counter[str] = field(default_factory=Counter)
    _answers: dict[Question, Answer] = field(default_factory=dict)

    def answer(self, question: Question) -> Answer:
        """Return what both say; each question is decided once, however often it is asked."""
        found = self._answers.get(question)
        if found is None:
            before, after = decide_by(self.before, question), decide_by(self.after, question)
            found = Answer(before.unit.id, after.unit.id, before.rule_id, after.rule_id)
            self._answers[question] = found
        return found

    def count(self, question: Question, n: int = 1, *, handled_by: UUID | None = None) -> Answer:
        """Count `n` matters that asked this. `handled_by`: the unit that really had them, where that is known."""
        answer = self.answer(question)
        self.asked += n
        self.rules_before[answer.before_rule] += n
        self.rules_after[answer.after_rule] += n
        self.loads_before[answer.before] += n
        self.loads_after[answer.after] += n
        if answer.is_moved:
            self.moved[answer.before, answer.after] += n
        if answer.after_rule is None:
            self.gaps[question] += n
        for rule in self.after.rules():
            if fits(rule, question):
                self.fitted[rule.id, answer.after_rule] += n
        if handled_by is not None:
            self.handled["known"] += n
            self.handled["before"] += n * (answer.before == handled_by)
            self.handled["after"] += n * (answer.after == handled_by)
        return answer

    def result(self) -> dict[str, Any]:
        """Return everything as JSON knows it; keys are ids, "" is nobody in particular."""
        return {
            "asked": self.asked,
            "changed": sum(self.moved.values()),
            "moved": [[str(old), str(new), n] for (old, new), n in self.moved.most_common()],
            "rules_before": _plain(self.rules_before),
            "rules_after": _plain(self.rules_after),
            "loads_before": _plain(self.loads_before),
            "loads_after": _plain(self.loads_after),
            "fitted": [[str(rule), str(taker or ""), n] for (rule, taker), n in self.fitted.items() if n],
            "gaps": [[*_words(question), n] for question, n in self.gaps.most_common()],
            "handled": dict(self.handled),
        }


def _plain(counted: Counter[Any]) -> dict[str, int]:
    return {str(key or ""): n for key, n in counted.most_common()}


def _words(question: Question) -> list[str]:
    ids = (question.category_id, question.town_id, question.village_id)
    return [question.kind, question.severity, *(str(key or "") for key in ids)]
