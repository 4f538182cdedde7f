"""The memory of what was taken in: the same key brings the same receipt back.

That of a sealed matter opens with the key of its submission alone, which only its sender has: the receipt holds the code,
and the code opens the matter.
"""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from linli.core.matters.models import Matter
from linli.flow.intake.models import Intake
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Submission
from linli.ground.people.vault import sealer
from linli.ground.prepared import Prepared
from linli.lib.sealing import Sealer


def recall(key: str) -> Intake | None:
    """Return what was taken in under this key, whether in the open or sealed. One query."""
    return next(iter(_known(key, _sealed_key(key))), None)


def _by_keys(key: str, sealed_key: str) -> QuerySet[Intake]:
    return Intake.objects.filter(key__in=[key, sealed_key])


_known = Prepared(_by_keys)


def receipt_of(intake: Intake, key: str = "") -> Receipt:
    """Return the receipt as it was given; that of a sealed matter needs the key of its submission. Raises SealBroken."""
    vault = _own_vault(key) if intake.is_sealed else sealer()
    return Receipt.from_json(vault.open(bytes(intake.receipt_sealed), bound_to=f"receipt:{intake.key}"))


def remember(submission: Submission, matter: Matter, receipt: Receipt, *, now: datetime) -> Intake:
    """Return the memory of a submission, unsaved."""
    sealed = matter.is_sealed
    key = _sealed_key(submission.key) if sealed else submission.key
    vault = _own_vault(submission.key) if sealed else sealer()
    return Intake(
        key=key,
        digest=digest_of(submission),
        matter=matter,
        is_sealed=sealed,
        receipt_sealed=vault.seal(receipt.to_json(), bound_to=f"receipt:{key}"),
        received_at=now,
    )


def digest_of(submission: Submission) -> str:
    """Return the digest by which repeats are told apart; of a sealed one a keyed digest, so that no guess can be checked."""
    digest = submission.digest()
    return sealer().blind_index(digest, purpose="submission")[:64] if submission.sealed else digest


def _sealed_key(key: str) -> str:
    return "s-" + sha256(b"linli sealed intake\0" + key.encode()).hexdigest()


def _own_vault(key: str) -> Sealer:
    return Sealer(sha256(b"linli sealed receipt\0" + key.encode()).digest())
