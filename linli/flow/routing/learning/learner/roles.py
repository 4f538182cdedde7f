"""What a unit is for, by its name: the name without the place it serves, so that towns can learn from each other."""

import re
from collections.abc import Iterable

PLACE_KINDS = re.compile(r"(街道|镇|乡|社区|村)$")
SEATS = re.compile(r"街道办事处|办事处|街道|工作站|人民政府|居民委员会|居委会|村民委员会|村委会")
BRACKETS = re.compile(r"[（()）]")
SHORTEST = 2


class Roles:
    """Names of places as they become known, and the roles that follow from them."""

    def __init__(self) -> None:
        self._stems: set[str] = set()
        self._pattern = re.compile(r"(?!)")

    def learn(self, place_names: Iterable[str]) -> bool:
        """Remember the names; return whether any was new, so that roles told before may have changed."""
        stems = {PLACE_KINDS.sub("", name) for name in place_names}
        new = {stem for stem in stems if len(stem) >= SHORTEST} - self._stems
        if new:
            self._stems |= new
            in_order = sorted(self._stems, key=lambda stem: (-len(stem), stem))
            self._pattern = re.compile("|".join(map(re.escape, in_order)))
        return bool(new)

    def role(self, unit_name: str) -> str:
        bare = self._pattern.sub("", BRACKETS.sub("", unit_name))
        return SEATS.sub("", bare) or unit_name
