"""Figures and exports read from a copy where there is one, and from the database itself where it is away or too old."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from linli.config.copies import following as place
from linli.config.copies import middleware, pages
from linli.config.copies.following import Following
from linli.config.copies.router import Copies, from_copy
from linli.config.databases import REPLICA
from linli.config.doctor import beside
from linli.lib import kept


class Away:
    def __init__(self, answers):
        self.answers = answers

    def __getitem__(self, alias):
        return self

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, query):
        self.answer = self.answers.pop(0)
        if isinstance(self.answer, Exception):
            raise self.answer

    def fetchone(self):
        return (self.answer,)

    def close(self):
        pass


@pytest.fixture
def clock(monkeypatch):
    now = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(place, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    return now


def answering(monkeypatch, *answers):
    monkeypatch.setattr(place, "connections", Away(list(answers)))


def test_a_copy_that_is_away_is_left_alone_for_a_while_and_then_found_again(monkeypatch, clock):
    moment = timezone.now()
    answering(monkeypatch, moment, OperationalError("away"), moment)
    following = Following()
    assert following.state() == moment
    clock.seconds += 6
    assert following.state() is None
    clock.seconds += 20
    assert following.state() is None
    clock.seconds += 20
    assert following.state() == moment


def test_a_copy_that_has_fallen_behind_is_not_shown(monkeypatch, clock):
    answering(monkeypatch, timezone.now() - timedelta(minutes=11))
    assert Following().state() is None


def test_the_doctor_says_how_far_behind_the_copy_is_and_when_it_is_away(monkeypatch, clock):
    moment = timezone.now()
    assert list(beside.copy(moment)) == []
    monkeypatch.setattr(beside, "settings", SimpleNamespace(DATABASES={REPLICA: {}}))
    answering(monkeypatch, moment - timedelta(seconds=7), OperationalError("away"))
    (follows,), (away,) = beside.copy(moment), beside.copy(moment)
    assert (follows.level, follows.said) == ("ok", "follows, 7 s behind")
    assert away.level == "warning"


def test_reading_goes_to_the_copy_and_writing_never(settings):
    router = Copies()
    assert router.db_for_read(None) is None
    with from_copy():
        assert router.db_for_read(None) == "replica"
        assert router.db_for_write(None) == "default"
    assert router.db_for_read(None) is None
    assert not router.allow_migrate("replica", "matters")


def test_what_was_read_from_the_copy_is_not_kept_for_acts():
    answers = iter(["old", "new"])
    read = kept.kept(lambda: next(answers))
    kept.keep_for(60)
    try:
        with from_copy():
            assert read() == "old"
        assert read() == "new"
    finally:
        kept.keep_for(0)


def names(resolver, space=""):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from names(each, f"{space}{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield f"{space}{each.name}"


def test_every_page_of_the_list_exists_and_no_sealed_matter_is_read_there():
    known = set(names(get_resolver()))
    assert known >= pages.FIGURES
    assert len({name for name in known if pages.reads_from_copy(name)}) > 30
    assert not [name for name in known if "sealed" in name and pages.reads_from_copy(name)]


def ask(view, monkeypatch, *, name="desk:figures", method="GET", as_of=True):
    moment = timezone.now() if as_of else None
    monkeypatch.setattr(
        middleware, "following", SimpleNamespace(state=lambda: moment, lost=lambda error: None)
    )
    request = RequestFactory().generic(method, "/")
    request.resolver_match = SimpleNamespace(view_name=name)
    return request, middleware.FromCopy(lambda request: HttpResponse()).process_view(request, view, (), {})


def where(request):
    return HttpResponse(Copies().db_for_read(None) or "the database itself")


def test_a_page_of_figures_says_as_of_when_it_is(monkeypatch):
    request, response = ask(where, monkeypatch)
    assert response.content == b"replica"
    assert response["Data-As-Of"] == request.as_of.isoformat(timespec="seconds")


@pytest.mark.parametrize("how", [{"name": "desk:matter"}, {"method": "POST"}, {"as_of": False}])
def test_acts_other_pages_and_all_pages_while_it_is_away_are_left_to_the_database_itself(monkeypatch, how):
    request, response = ask(where, monkeypatch, **how)
    assert response is None
    assert not hasattr(request, "as_of")


def test_where_the_copy_fails_the_page_is_made_again_from_the_database_itself(monkeypatch):
    def fails(request):
        raise OperationalError("canceling statement due to conflict with recovery")

    request, response = ask(fails, monkeypatch)
    assert response is None
    assert not hasattr(request, "as_of")


def test_an_export_reads_from_the_copy_to_its_end_and_leaves_nothing_behind(monkeypatch):
    def lines():
        for _ in range(3):
            yield (Copies().db_for_read(None) or "the database itself").encode()

    _request, response = ask(
        lambda request: StreamingHttpResponse(lines()), monkeypatch, name="desk:alerts-export"
    )
    seen = []
    for piece in response.streaming_content:
        seen.append(piece)
        assert Copies().db_for_read(None) is None
    assert seen == [b"replica"] * 3
