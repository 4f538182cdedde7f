"""Walk through the whole site as one viewer: every address that the resolver knows, and the links of what comes back.

New addresses are met by themselves. Where an address has parts that no link of the site fills, `VALUES` says what
stands there; a test fails on an address that nobody was able to open.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import UUIDConverter

from .asking import Answer, Ask, Site, Viewer

LINK = re.compile(r'(href|action|src|hx-get|hx-post|data-url|data-address)="([^"]+)"')
ELSEWHERE = ("/static/", "//", "http", "mailto:", "tel:", "data:", "#", "javascript:")
FRAGMENT = (("HX-Request", "true"),)
NOT_ALLOWED, ABSENT = 405, 404
LOGIN = "/account/login/"


@dataclass(frozen=True)
class Address:
    """One address that the resolver knows: its name, the parts that stand in it, and which of them are keys of rows."""

    name: str
    parts: tuple[str, ...]
    keys: frozenset[str]

    def path(self, filling: Mapping[str, Any]) -> str | None:
        """Return the address with its parts filled; None where it does not take such values."""
        try:
            return reverse(self.name, kwargs={part: filling[part] for part in self.parts})
        except NoReverseMatch:
            return None


def addresses(
    resolver: URLResolver | None = None, within: Address = Address("", (), frozenset())
) -> Iterator[Address]:
    """Yield every address of the site, in the order of the resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        named = pattern.pattern.regex.groupindex
        parts = (*within.parts, *(name for name in named if name not in within.parts))
        converters = getattr(pattern.pattern, "converters", {})
        keys = within.keys | {name for name, kind in converters.items() if isinstance(kind, UUIDConverter)}
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield Address(f"{within.name}{pattern.name}", parts, keys)
        else:
            inner = f"{within.name}{pattern.namespace}:" if pattern.namespace else within.name
            yield from addresses(pattern, Address(inner, parts, keys))


Values = Callable[[str, str], Iterable[Any]]


def paths(values: Values) -> Iterator[tuple[str, str]]:
    """Yield (name, path) for every address whose parts `values(name of the address, name of the part)` fills."""
    for address in addresses():
        for filling in product(*(values(address.name, part) for part in address.parts)):
            path = address.path(dict(zip(address.parts, filling, strict=True)))
            if path is not None:
                yield address.name, path


@dataclass
class Walk:
    """What one viewer was answered. `opened`: the names of the addresses that were there for them.

    `most`: how many links to the same kind of page are followed; `skips`: names of addresses that are left to others.
    """

    site: Site
    viewer: Viewer
    most: int
    skips: Callable[[str], bool] = lambda name: False
    answers: dict[Ask, Answer] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    _met: Counter[str] = field(default_factory=Counter)

    def again(self, asks: Iterable[Ask]) -> "Walk":
        """Ask for these and nothing else."""
        self.answers = {ask: self.site.ask(self.viewer, ask) for ask in asks}
        return self

    def go(self, first: Iterable[tuple[str, Ask]]) -> "Walk":
        """Ask for all of `first`, then for what their answers lead to."""
        waiting = deque(first)
        while waiting:
            name, ask = waiting.popleft()
            if ask in self.answers or self.skips(name):
                continue
            answer = self.answers[ask] = self.site.ask(self.viewer, ask)
            if not _turned_away(answer):
                self.opened.add(name)
            if answer.status == NOT_ALLOWED and ask.said is None:
                waiting.append((name, Ask(ask.path, (), ask.headers)))
            waiting.extend(self._links(ask, answer))
        return self

    def _links(self, ask: Ask, answer: Answer) -> Iterator[tuple[str, Ask]]:
        kind = dict(answer.headers).get("Content-Type", "")
        if not kind.startswith("text/html"):
            return
        for attribute, words in LINK.findall(answer.body.decode()):
            link = unescape(words)
            if link.startswith(ELSEWHERE):
                continue
            found = Ask(urljoin(ask.path, link), None, FRAGMENT if attribute.startswith("hx-") else ())
            try:
                match = resolve(urlsplit(found.path).path)
            except Resolver404:
                continue
            if found not in self.answers and self._met[match.view_name] < self.most:
                self._met[match.view_name] += 1
                yield match.view_name, found


def _turned_away(answer: Answer) -> bool:
    return answer.status in (ABSENT, NOT_ALLOWED) or LOGIN in dict(answer.headers).get("Location", "")
