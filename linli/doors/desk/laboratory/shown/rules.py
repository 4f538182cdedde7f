"""Rules as sentences: what each speaks of, where it sends, what it decided, whether the draft wants it otherwise."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter, Severity
from linli.flow.routing.laboratory.models import Draft, DraftRule
from linli.flow.routing.laboratory.queries.drafts import examples, rules_of
from linli.flow.routing.laboratory.replaying.findings import known_kinds
from linli.flow.routing.models import Rule
from linli.ground.people.actor import Actor


@dataclass(frozen=True)
class Shown:
    """One rule on the page of a draft. `wish`: "" as in force, else what the draft wants in words."""

    row: DraftRule
    speaks_of: str
    goes_to: str
    wish: str
    examples: list[Matter]
    is_first: bool
    is_last: bool


def rules(draft: Draft, actor: Actor) -> list[Shown]:
    """Return the rules of the draft in order, each with matters that it decided lately. Three queries."""
    rows, lately = rules_of(draft), examples(actor)
    standing = [row for row in rows if not row.is_ended]
    return [
        Shown(
            row,
            speaks_of(row),
            str(Rule.To(row.to).label),
            _wish(row),
            lately.get(str(row.base_id), []) if row.base_id else [],
            is_first=bool(standing) and row is standing[0],
            is_last=bool(standing) and row is standing[-1],
        )
        for row in rows
    ]


def speaks_of(rule: Rule | DraftRule) -> str:
    """Return of which matters a rule speaks, in words."""
    kind = known_kinds().get(rule.kind, rule.kind)
    severity = str(Severity(rule.severity).label) if rule.severity else ""
    return " · ".join(filter(None, (severity, kind))) or _("所有事项")


def _wish(row: DraftRule) -> str:
    if row.is_ended:
        return _("将停用")
    if row.base_id is None:
        return _("新加")
    return _("有改动") if row.is_changed else ""
