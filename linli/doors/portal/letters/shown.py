"""Letters as residents see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from linli.flow.outcomes.letters.kinds import label_of
from linli.flow.outcomes.letters.models import Letter
from linli.ground.documents.reading.filling import in_words


@dataclass(frozen=True)
class Row:
    """A letter: what it is called, and the number of the one that replaces it, if one does."""

    letter: Letter
    label: str
    replaced_by: str

    @property
    def issued_on(self) -> str:
        """The day of issue with its year, as it stands on the paper."""
        return in_words(timezone.localdate(self.letter.issued_at))

    @property
    def holds(self) -> bool:
        return not self.replaced_by and self.letter.void_at is None


def row_of(letter: Letter) -> Row:
    later: Letter | None = getattr(letter, "replaced_by", None)
    return Row(letter, label_of(letter.kind), (later.number or label_of(later.kind)) if later else "")


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    return [row_of(one) for one in letters]
