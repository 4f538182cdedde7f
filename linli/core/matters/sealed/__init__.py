"""Complaints about officials: sealed from the day they come, opened by deliberate acts, unknown to those they are about.

信访工作条例 2022, art. 30: what an accusation says is never passed to the person or unit accused; art. 46(5) punishes it.
"""

from linli.core.matters.sealed.candidates import Candidate, possible_holders
from linli.core.matters.sealed.granting import NoKey, end_grant, grant, may_hold
from linli.core.matters.sealed.keeping import (
    NewKey,
    file,
    file_name,
    keep_file,
    keep_text,
    key_by_code,
    new_key,
    text,
)
from linli.core.matters.sealed.opening import (
    LONGEST_REASON,
    KeyLost,
    NotAgreed,
    Opened,
    ReasonMissing,
    agree,
    ask_to_open,
    open_matter,
    openings_of,
    waiting_requests,
)
from linli.core.matters.sealed.recovering import recover
from linli.core.matters.sealed.recusal import Named, receivers_for
from linli.core.matters.sealed.waiting import open_held

__all__ = [
    "LONGEST_REASON",
    "Candidate",
    "KeyLost",
    "Named",
    "NewKey",
    "NoKey",
    "NotAgreed",
    "Opened",
    "ReasonMissing",
    "agree",
    "ask_to_open",
    "end_grant",
    "file",
    "file_name",
    "grant",
    "keep_file",
    "keep_text",
    "key_by_code",
    "may_hold",
    "new_key",
    "open_held",
    "open_matter",
    "openings_of",
    "possible_holders",
    "receivers_for",
    "recover",
    "text",
    "waiting_requests",
]
