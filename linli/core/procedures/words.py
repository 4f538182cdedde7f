"""Words in a procedure file: the same sentence in each language, chosen when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """A text in Chinese and English; shown in the reader's language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Words":
        return cls(zh=texts["zh"], en=texts["en"])
