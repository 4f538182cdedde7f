"""What a draft is made from: the rules and the duty list that hold or are to hold, and whether they are still the same."""

import json
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from linli.core.matters.models import Entry
from linli.core.registers.declaration import VERB
from linli.core.registers.queries import Change, told
from linli.flow.routing.laboratory.models import DUTY, RULE, Draft
from linli.flow.routing.models import Duty, Rule

DATES = ("valid_from", "valid_to")
REGISTERS = ("rules", "duties")


def not_over(on: date) -> Q:
    """Return the condition that a row holds on that day or may later."""
    return Q(valid_to=None) | Q(valid_to__gte=on)


def rules_to_draft(*, on: date) -> QuerySet[Rule]:
    return Rule.objects.filter(not_over(on)).order_by("place", "valid_from")


def digest(*, on: date) -> str:
    """Return a mark of everything in the rules and the duty list that was not over on that day. Two queries."""
    rules = Rule.objects.filter(not_over(on)).order_by("id").values_list("id", *RULE, *DATES)
    duties = Duty.objects.filter(not_over(on)).order_by("id").values_list("id", *DUTY, *DATES)
    said = json.dumps([list(rules), list(duties)], default=str, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def mark(row: Rule | Duty) -> str:
    """Return a mark of what one row says, by which it is known that nobody changed it since."""
    names = RULE if isinstance(row, Rule) else DUTY
    said = json.dumps([getattr(row, name) for name in (*names, *DATES)], default=str, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:16]


def is_as_it_was(draft: Draft) -> bool:
    """Tell whether the draft still stands on what is in force."""
    return draft.digest == digest(on=draft.based_on)


def changed_since(moment: datetime) -> list[Change]:
    """Return the changes of rules and duty list that were recorded from `moment` on, the latest first."""
    entries = Entry.objects.filter(verb=VERB, recorded_at__gte=moment, body__register__in=REGISTERS)
    return told(entries.order_by("-recorded_at", "-id")[:100])
