"""The people of the demonstration county: enough of them, the same each time, and nobody unplaced."""

import json
import time
from datetime import UTC, date, datetime

import pytest

from linli.config.demonstration import geography
from linli.config.demonstration.people import OnlyInTheDemonstration, make_people, write_accounts
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import CellPosting, Post, Posting, Role, Staff, Unit
from linli.ground.people.queries import actor_of, card_of, duty_unit
from linli.ground.places.models import Cell

SINCE = date(2025, 11, 1)
NOW = datetime(2025, 11, 1, tzinfo=UTC)


@pytest.fixture
def county(db, settings):
    settings.DEMONSTRATION = True
    geography.load(geography.lay_out(), actor=SYSTEM, now=NOW)


@pytest.mark.slow
def test_the_county_has_its_units_and_grid_workers(county, client, tmp_path):
    began = time.perf_counter()
    accounts = make_people(seed=7, since=SINCE)
    assert time.perf_counter() - began < 10
    assert CellPosting.objects.count() == CellPosting.objects.values("staff").distinct().count() == 1525
    assert not Cell.objects.exclude(postings__duty="worker").exists()
    kinds = {
        kind: Unit.objects.filter(kind=kind).count() for kind in ("centre", "department", "town", "village")
    }
    assert kinds == {"centre": 1, "department": 15, "town": 5, "village": 28}
    assert duty_unit(on=SINCE).kind == "centre"
    assert not Post.objects.filter(postings=None).exists()
    assert not Staff.objects.exclude(pk__in=Posting.objects.values("staff")).exists()
    assert card_of(Cell.objects.first(), on=SINCE).missing == ()

    roles = set(Role.objects.filter(posts__postings__staff__username__in=[one.username for one in accounts]))
    assert roles == set(Role.objects.all())
    answer = client.post("/account/login/", {"login": accounts[0].username, "password": accounts[0].password})
    assert answer.status_code == 302
    assert not client.login(username="wg0700", password=accounts[0].password)
    assert all(actor_of(Staff.objects.get(username=one.username), on=SINCE).grants for one in accounts)
    write_accounts(accounts, tmp_path)
    assert (
        json.loads((tmp_path / "demonstration-accounts.json").read_text())[0]["username"]
        == accounts[0].username
    )


def test_known_passwords_are_made_in_the_demonstration_only(db, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(OnlyInTheDemonstration):
        make_people(seed=7, since=SINCE)
    assert not Staff.objects.exists()
