"""Of what kind each address of the house is."""

from fnmatch import fnmatchcase

import pytest
from django.urls import get_resolver

from linli.config.shedding.classes import kind_named, kind_of, kinds

WORDS = {"figures": "statistics", "export": "exports", "search": "search", "photo": "media"}
OTHERWISE = {
    "portal:draft_photo",
    "petitions:bring-photo",
}  # they stand in the form by which a matter is brought
NEVER_SENT_AWAY = [
    "/",
    "/bring/1",
    "/bring/2",
    "/bring/3",
    "/bring/receipt",
    "/static/look/a.css",
    "/healthz",
    "/readyz",
]


def addresses(resolver=None, spaces=()):
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            yield ":".join([*spaces, one.name or ""])


ALL = sorted(set(addresses()))


def test_every_name_that_is_declared_is_the_name_of_an_address():
    for kind in kinds().values():
        for pattern in (*kind.names, *kind.sent):
            assert any(fnmatchcase(name, pattern) for name in ALL), f"{kind.name}: {pattern}"


def test_the_order_is_that_in_which_the_house_does_without():
    order = ["vital", "intake", "entrance", "acting", "browsing", "exports", "media", "search", "statistics"]
    assert list(kinds()) == order
    patience = [kind.patience for kind in kinds().values() if kind.patience is not None]
    assert patience == sorted(patience, reverse=True)
    shares = [kind.share for kind in kinds().values()]
    assert shares == sorted(shares, reverse=True)


def test_an_address_is_of_the_kind_that_its_name_tells():
    late = list(kinds())[list(kinds()).index("exports") :]
    for name in ALL:
        kind = kind_named(name, is_sent=False).name
        for word, meant in WORDS.items():
            if word in name and name not in OTHERWISE:
                assert kind in late, f"{name} is {kind}; is it not {meant}?"


def test_what_changes_something_is_never_a_mere_look():
    assert {kind_named(name, is_sent=True).name for name in ALL} == {"intake", "acting"}


@pytest.mark.parametrize("path", NEVER_SENT_AWAY)
def test_the_way_by_which_a_matter_is_brought_is_always_open(path):
    for method in ("GET", "HEAD", "POST"):
        if method != "POST" or (path.startswith("/bring/") and "receipt" not in path):
            assert kind_of(method, path).patience is None


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/figures", "statistics"),
        ("GET", "/desk/figures/", "statistics"),
        ("GET", "/desk/search/", "search"),
        ("GET", "/desk/list/mine/export.csv", "exports"),
        ("GET", "/desk/list/mine/", "browsing"),
        ("GET", "/desk/map/", "media"),
        ("POST", "/desk/matter/26-1/step/claim/", "acting"),
        ("POST", "/api/v1/matters", "intake"),
        ("GET", "/api/v1/matters", "browsing"),
        ("GET", "/api/v1/figures/unit", "statistics"),
        ("POST", "/desk/intake/", "intake"),
        ("GET", "/no/such/page", "browsing"),
        ("POST", "/no/such/page", "acting"),
        ("GET", "/readyz", "vital"),
    ],
)
def test_what_a_request_is(method, path, name):
    assert kind_of(method, path).name == name
