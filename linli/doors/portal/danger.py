"""Words of danger: whoever writes them is shown the emergency numbers first. A list of the locality, never a judgement."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FILE = "danger_words.toml"


@dataclass(frozen=True)
class Danger:
    """Words that stand for one kind of danger, and the number to call."""

    call: str
    words: tuple[str, ...]


class DangerWordsWrong(ValueError):
    """The locality's list cannot be used; the message says where and why."""


def dangers() -> tuple[Danger, ...]:
    """Return the locality's list; none where it keeps no list. Raises DangerWordsWrong."""
    path = Path(settings.LOCALITY) / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else ()


def calls_for(text: str) -> tuple[str, ...]:
    """Return the numbers to call for what `text` speaks of, in the order of the list; none if it names no danger."""
    tidy = "".join(text.split()).casefold()
    found = [danger.call for danger in dangers() if any(word in tidy for word in danger.words)]
    return tuple(dict.fromkeys(found))


def all_words() -> list[str]:
    return [word for danger in dangers() for word in danger.words]


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Danger, ...]:
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8")).get("danger", [])
        return tuple(_danger(one) for one in lists)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DangerWordsWrong(f"{path}: {error!s}") from error


def _danger(one: dict[str, object]) -> Danger:
    words, call = one["words"], one["call"]
    if (
        not isinstance(words, list)
        or not words
        or not all(isinstance(word, str) and len(word) > 1 for word in words)
    ):
        raise TypeError(f"`words` of {call} must be a list of words of at least two characters")
    return Danger(str(call), tuple("".join(word.split()).casefold() for word in words))
