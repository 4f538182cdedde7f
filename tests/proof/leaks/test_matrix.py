"""Who is let in where: every address, by every method, asked by everybody, against a table written down from the rules.

What is forbidden is answered as what never was, byte by byte. With LINLI_TEST_LONG every viewer asks for everything;
otherwise, for each address, some of those who are let in and some of those who are not.
"""

import tomllib
from collections import Counter
from zlib import crc32

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from linli.testing.cast import ROLES
from linli.testing.long import is_long
from tests.noninterference.asking import Ask, Site, form, undone
from tests.noninterference.crawling import addresses
from tests.noninterference.worlds import difference
from tests.proof.leaks.people import CAST, MORE, STAFF
from tests.proof.leaks.table import permissions, rows, sets
from tests.proof.leaks.world import ABSENT, NOTHING

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]

VIEWERS = ("stranger", "resident", "neighbour", "program", *STAFF)
ALWAYS = ("stranger", "head", "other")  # those who are not let in and are asked for in the short form, too
SHORT = 1  # how many of each kind of answer ask besides, in the short form
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
# Pages that are not ours: they take PUT for POST, with the token of the page; the others answer the same to every method.
ANY_METHOD = ("api:openapi-json", "set_language", "account_", "mfa_")
NUMBERS = ("number", "other")
ROLE_OF = {
    "handler": "handler", "head": "head", "east": "clerk", "west": "clerk", "village": "village", "worker": "worker",
    "duty": "duty", "leader": "leader", "auditor": "auditor", "personnel": "personnel",
    **{name: role for name, (_unit, role) in MORE.items()},
}  # fmt: skip


def named_patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from named_patterns(pattern)


def known():
    """Return the addresses that have a row; the first test fails on any that has none."""
    return [address for address in addresses() if address.name in rows()]


def test_every_address_has_a_row_and_every_row_an_address():
    assert None not in set(named_patterns()), "an address without a name"
    names = {address.name for address in addresses()}
    assert not names - rows().keys(), (
        f"say in tests/proof/leaks/matrix who is let in: {names - rows().keys()}"
    )
    assert not rows().keys() - names, f"no such address: {rows().keys() - names}"


def test_every_viewer_is_a_role_of_the_register_and_every_set_a_permission():
    roles = tomllib.loads(ROLES.read_text())
    assert ROLE_OF.keys() == set(STAFF)
    assert len(CAST) + len(MORE) == len(STAFF)
    wrong = []
    for name, permission in permissions().items():
        without = [one for one in sets()[name] if permission not in roles[ROLE_OF[one]]["permissions"]]
        if without or not sets()[name]:
            wrong.append(f"{name}: {without} do not carry {permission}")
    assert not wrong
    used = {one for row in rows().values() for one in row.sets}
    assert not sets().keys() - used, f"sets that no row names: {sets().keys() - used}"


def chosen(row, method):
    """Return the viewers who ask: all of them with time, otherwise a few of each kind of answer."""
    if is_long():
        return VIEWERS
    kinds = {}
    for viewer in sorted(VIEWERS, key=lambda one: crc32(f"{row.name} {method} {one}".encode())):
        kinds.setdefault(row.expected(method, viewer), []).append(viewer)
    few = [viewer for found in kinds.values() for viewer in found[:SHORT]]
    return [*few, *(one for one in ALWAYS if one not in few)]


def path_of(world, address, **changes):
    return address.path({part: world.value(address.name, part) for part in address.parts} | changes)


def class_of(answer):
    """Return the class of an answer, as the table names them."""
    to = dict(answer.headers).get("Location", "")
    named = {405: "no such method", 404: "absent", 401: "unknown", 403: "forged"}
    if answer.status in named:
        return named[answer.status]
    if answer.status >= 500:
        return "fault"
    if to.startswith("/account/login"):
        return "login"
    return "code" if to.startswith("/follow") else "let in"


def test_everybody_is_let_in_where_the_rules_say_and_nowhere_else(world, evidence):
    site, wrong, kinds = Site(), [], Counter()
    for address in known():
        row, path = rows()[address.name], path_of(world, address)
        assert path is not None, address
        for method in row.let_in:
            said = form(world.bodies.get(address.name, {})) if method == "POST" else None
            for viewer in chosen(row, method):
                found = class_of(site.ask(world.viewers[viewer], Ask(path, said)))
                kinds[found] += 1
                if found != row.expected(method, viewer):
                    wrong.append(
                        f"{method} {address.name} by {viewer}: {found}, not {row.expected(method, viewer)}"
                    )
    assert not wrong, "\n".join(wrong)
    assert min(kinds[one] for one in ("let in", "login", "absent", "code", "unknown")) > 5
    evidence("S1", addresses=len(rows()), viewers=len(VIEWERS), cells=kinds.total(), wrong=0)


def test_no_address_answers_to_a_method_that_it_does_not_have(world):
    site, wrong = Site(), []
    for address in known():
        row, path = rows()[address.name], path_of(world, address)
        viewers = VIEWERS if is_long() else ("handler",)
        for viewer in viewers:
            for method in {"GET", "POST"} - row.let_in.keys():
                answer = site.ask(world.viewers[viewer], Ask(path, () if method == "POST" else None))
                if class_of(answer) not in ("no such method", "login"):
                    wrong.append(f"{method} {address.name} by {viewer}: {answer.status}")
            if address.name.startswith(ANY_METHOD):
                continue
            for method in OTHER_METHODS if is_long() else ("PUT",):
                site.client.cookies.clear()
                site.client.cookies.load(world.viewers[viewer].cookies)
                with undone():
                    status = site.client.generic(method, path).status_code
                if status not in (405, 404, 401) and not 300 <= status < 400:
                    wrong.append(f"{method} {address.name} by {viewer}: {status}")
    assert not wrong, "\n".join(wrong)


def test_no_form_is_taken_that_another_site_made_somebody_send(world):
    """Every write but those of programs, which show a token and have no session, asks for the token of the page."""
    client, wrong = Client(enforce_csrf_checks=True, raise_request_exception=False), []
    for address in known():
        row = rows()[address.name]
        if "POST" not in row.let_in or address.name.startswith("api:"):
            continue
        allowed = [one for one in VIEWERS if one in row.let_in["POST"]] or ["handler"]
        client.cookies.clear()
        client.cookies.load(world.viewers[allowed[0]].cookies)
        with undone():
            answer = client.post(path_of(world, address), world.bodies.get(address.name, {}))
        if answer.status_code not in (403, 404):
            wrong.append(f"{address.name} by {allowed[0]}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def swapped(world, address):
    """Yield for every part that names a thing of somebody: the address of what is there and of what never was."""
    for part in address.parts:
        if part in address.keys or part in NUMBERS:
            there = str(world.value(address.name, part))
            never = str(NOTHING) if part in address.keys else ABSENT
            if there.startswith("D"):  # the number of a supervision
                never = "D" + ABSENT
            yield path_of(world, address), path_of(world, address, **{part: never}), there, never


def test_what_may_not_be_seen_is_answered_as_what_never_was(world, evidence):
    site, wrong, count = Site(), [], 0
    for address in known():
        row = rows()[address.name]
        for here, nowhere, there, never in swapped(world, address):
            for method in row.let_in:
                said = form(world.bodies.get(address.name, {})) if method == "POST" else None
                kept_out = [one for one in VIEWERS if one not in row.let_in[method]]
                if not is_long():
                    kept_out = [one for one in kept_out if one in ("neighbour", "head", "other", "east")]
                for viewer in kept_out:
                    one, other = (
                        site.ask(world.viewers[viewer], Ask(path, said), seed=never.encode())
                        for path in (here, nowhere)
                    )
                    count += 1
                    if (one := one.with_word(never, of=there)) != other:
                        wrong.append(f"{method} {here} by {viewer}\n{difference(one, other)}")
    assert not wrong, f"{len(wrong)} of {count}\n" + "\n".join(wrong[:20])
    evidence("S1", swapped_ids=count)
