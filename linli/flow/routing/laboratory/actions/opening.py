"""Every change of a draft begins here: allowed, locked, still open; and ends here: counted and told to the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.flow.routing.laboratory.access import demand_edit
from linli.flow.routing.laboratory.models import Draft, DraftDuty, DraftRule, rule_fields
from linli.ground.people.actor import Actor

CHANGED = "routing.draft_changed"


class DraftClosed(Exception):
    """The draft was published or dropped; nothing was written."""

    def __str__(self) -> str:
        return _("这份草稿已经发布或丢弃，不能再改。请另起一份。")


class DraftChanged(Exception):
    """Somebody else changed what was shown; nothing was written."""

    def __str__(self) -> str:
        return _("您打开之后，别人改过这份草稿。请看一眼现在的内容，再做一次。")


class NoSuchRow(LookupError):
    """The draft has no such rule or line."""


def opened(draft_id: UUID, *, actor: Actor, version: int | None = None) -> Draft:
    """Return the draft, locked and open. Raises Refused, DraftClosed, DraftChanged, Draft.DoesNotExist."""
    demand_edit(actor)
    draft = Draft.objects.select_for_update().get(id=draft_id)
    if not draft.is_open:
        raise DraftClosed
    if version is not None and version != draft.version:
        raise DraftChanged
    return draft


def tell(
    draft: Draft,
    act: str,
    name: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Count the change and record it: what act, on what, from what to what."""
    draft.version += 1
    draft.save(update_fields=["version"])
    body = {"act": act, "name": name, "before": dict(before or {}), "after": dict(after or {})}
    ledger.record(draft.id, CHANGED, actor=actor, now=now, body=body)


def said(row: DraftRule | DraftDuty) -> dict[str, Any]:
    """Return what a row says, for the record: codes and names, as registers keep them."""
    if isinstance(row, DraftRule):
        return rule_fields(row)
    return {
        "category": row.category.name,
        "area": row.area.name if row.area else "",
        "severity": row.severity,
        "unit": row.unit.name,
        "article": row.article,
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return of both only what differs."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
