"""What verifying found: what does not fit, where, and up to where everything still fits."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

MOST_KEPT = 10_000


class Kind(StrEnum):
    """What may not fit. The values are for programs and stay as they are; `explaining` has the words for people."""

    CHAIN = "chain broken: an entry before this one was removed, inserted or moved"
    ENTRY = "entry altered"
    SAID = "what the entry says was altered"
    WORDS = "words are gone, or changed, that no erasing accounts for"
    GAP = "log has a gap"
    TILE = "log does not match the entries"
    SHORTER = "log is shorter than a checkpoint that was signed"
    DIFFERS = "log differs from a checkpoint that was signed"
    UNSIGNED = "the end of the log is covered by no signed checkpoint"
    SIGNATURE = "checkpoint is not signed by this centre's key"
    ELSEWHERE_SHORTER = "log is shorter than a checkpoint that was copied elsewhere"
    ELSEWHERE_DIFFERS = "log differs from a checkpoint that was copied elsewhere"
    ELSEWHERE_SIGNATURE = "a checkpoint that was copied elsewhere is not signed by the key it should be"
    ELSEWHERE_UNREADABLE = "a checkpoint that was copied elsewhere cannot be read"


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit.

    `where`: an entry's id, a subject, a log index, a tile or a checkpoint's size. `subject`, `seq`: the matter (or the row of a
    register) and the number of the entry in its history. `index`: the first place in the log that is concerned.
    """

    what: Kind
    where: str
    subject: str = ""
    seq: int | None = None
    index: int | None = None


@dataclass(frozen=True)
class Sound:
    """The last signed checkpoint before anything that does not fit: the first `size` entries of the log are as they were.

    `signed_at` is None where only others still have the checkpoint.
    """

    size: int
    signed_at: datetime | None


@dataclass
class Verdict:
    """What was found. `erased`: entries whose words were lawfully erased; chain and log commit to them as before.

    `elsewhere`: checkpoints copied elsewhere that were looked at; `fits_elsewhere`: the size of the last one that fits.
    `more`: how many findings there were beyond those that are kept.
    """

    entries: int = 0
    erased: int = 0
    sealed: int = 0
    checkpoints: int = 0
    elsewhere: int = 0
    fits_elsewhere: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    sound_until: Sound | None = None

    @property
    def sound(self) -> bool:
        return not self.findings

    def note(self, finding: Finding) -> None:
        if len(self.findings) < MOST_KEPT:
            self.findings.append(finding)
        else:
            self.more += 1

    def add(self, part: "Verdict") -> None:
        """Take over what one part of the work found."""
        self.entries += part.entries
        self.erased += part.erased
        self.sealed += part.sealed
        self.checkpoints += part.checkpoints
        self.more += part.more
        for finding in part.findings:
            self.note(finding)
