"""The secret code on the slip: kept as a keyed digest only, compared in constant time."""

import hmac
from uuid import UUID

from linli.core.matters.models import Matter
from linli.ground.people.vault import sealer
from linli.lib.identifiers import is_number, tidy_code


def code_digest(number: str, code: str) -> str:
    """Return what is kept of a code; bound to the number, so equal codes of two matters do not look alike."""
    return sealer().blind_index(f"{number}:{tidy_code(code)}", purpose="code")


def matter_with_code(number: str, code: str) -> UUID | None:
    """Return the id of the matter with this number and code, or None; both wrong answers look the same."""
    digits = "".join(number.split()).replace("-", "")
    wanted = code_digest(digits, code)
    kept = None
    if is_number(digits):
        kept = Matter.objects.filter(number=digits).values_list("id", "code_digest").first()
    return kept[0] if kept and hmac.compare_digest(kept[1], wanted) else None
