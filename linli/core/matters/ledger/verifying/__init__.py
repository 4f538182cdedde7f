"""Verify the ledger: recompute everything and say what does not fit. Reads only; trusts no stored digest."""

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from linli.core.matters.ledger.verifying.checkpoints import signature_holds, sound_until
from linli.core.matters.ledger.verifying.elsewhere import check_elsewhere
from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Sound, Verdict
from linli.core.matters.ledger.verifying.working import Progress, check_all
from linli.core.matters.models import SealedEntry
from linli.lib.notes import Key

__all__ = ["Finding", "Kind", "Progress", "Sound", "Verdict", "signature_holds", "verify"]


def verify(
    *,
    processes: int | None = None,
    elsewhere: str = "",
    key: Key | None = None,
    progress: Progress = lambda done: None,
) -> Verdict:
    """Check every chain, every commitment, every tile and every checkpoint. `progress` is told entries done.

    `processes`: how many work at once; None: one a core where there is much to do. `elsewhere`: signed checkpoints as others
    kept them, one after another, and `key` as they kept it; without it they are held against the centre's present key.
    """
    verdict = check_all(processes=processes, progress=progress)
    check_elsewhere(verdict, elsewhere, key)
    if verdict.findings:
        _find_places(verdict)
    verdict.sound_until = sound_until(verdict)
    return verdict


def _find_places(verdict: Verdict) -> None:
    """Say of each finding about an entry or a subject where in the log it begins, as far as it stands there."""
    for place, finding in enumerate(verdict.findings):
        if finding.index is None and (rows := _sealed(finding)) is not None:
            index = rows.order_by("index").values_list("index", flat=True).first()
            verdict.findings[place] = replace(finding, index=index)


def _sealed(finding: Finding) -> "QuerySet[SealedEntry] | None":
    try:
        if finding.what in (Kind.CHAIN, Kind.ENTRY, Kind.SAID):
            return SealedEntry.objects.filter(entry_id=UUID(finding.where))
        if finding.what == Kind.WORDS:
            return SealedEntry.objects.filter(entry__subject=UUID(finding.where), entry__salt=b"")
    except ValueError:
        pass
    return None
