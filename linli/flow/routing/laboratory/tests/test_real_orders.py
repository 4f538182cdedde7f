"""The work orders of a real district, asked of a draft, and how fast a hundred thousand matters are."""

import csv
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest

from linli.core.matters.models import Category, Channel, Matter
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.replaying.files import read_file
from linli.flow.routing.models import Rule
from linli.ground.people.models import Unit, UnitAlias
from linli.ground.places.models import Area, AreaAlias, Level
from linli.lib.identifiers import new_number, uuid7
from linli.testing.long import with_time
from linli.testing.makers import MONDAY

DATA = Path(os.environ.get("LINLI_DATA", "absent")) / "workorders"
ORDERS = DATA / "workorders_2018_until_october.csv.gz"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not ORDERS.exists(), reason="LINLI_DATA has no work orders"),
]


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def district(centre):
    """Its categories, communities and units, beside the cast's county."""
    made = {}
    for row in rows("categories_372.csv"):
        above = None
        for level in (1, 2, 3):
            code = "-".join(row[f"l{each}_id"] for each in range(1, level + 1))
            if code not in made:
                made[code] = Category(
                    code=code,
                    name=row[f"l{level}"],
                    parent=above,
                    path=f"{above.path}/{code}" if above else code,
                    external_code=row["l3_id"] if level == 3 else "",
                )
            above = made[code]
    for depth in range(3):
        Category.objects.bulk_create(one for one in made.values() if one.path.count("/") == depth)
    for row in rows("communities_25.csv"):
        street, _new = Area.objects.get_or_create(
            level=Level.TOWN, code=row["street_code"], name=row["street"], parent=centre.cast.county
        )
        village, is_new = Area.objects.get_or_create(
            level=Level.VILLAGE,
            code=row["community_code"],
            defaults={"name": row["community"], "parent": street},
        )
        if not is_new:
            AreaAlias.objects.create(area=village, name=row["community"])
    for row in rows("units_156.csv"):
        unit, is_new = Unit.objects.get_or_create(
            code=row["code"],
            defaults={"name": row["name"], "kind": "department", "area": centre.cast.county},
        )
        if not is_new:
            UnitAlias.objects.get_or_create(unit=unit, name=row["name"])
    return centre


def learned_lines(read):
    """Return for each category the unit that had most of it, as a duty list by hand would begin."""
    most = {}
    for (question, unit), n in read.questions.items():
        if question.category_id and unit:
            most.setdefault(question.category_id, Counter())[unit] += n
    return [actions.NewLine(category, units.most_common(1)[0][0]) for category, units in most.items()]


def test_real_orders_are_understood_and_a_draft_of_their_majority_does_what_was_done(district, capsys):
    actor = district.cast.leader.actor
    draft = actions.draft_rules("多数", actor=actor, now=MONDAY)
    read = read_file(ORDERS, on=date(2018, 10, 31))
    assert (read.rows, len(read.bad)) == (6952, 0)
    actions.add_lines(draft.id, learned_lines(read), actor=actor, now=MONDAY)
    began = process_time()
    replay = actions.ask_file(draft.id, ORDERS, name="orders", on=MONDAY.date(), actor=actor, now=MONDAY)
    found = actions.carry_out(replay, now=MONDAY).found
    seconds = process_time() - began
    assert found["asked"] == 6952
    handled = found["handled"]
    assert handled["after"] / handled["known"] > 0.5 > handled["before"] / handled["known"]
    with capsys.disabled():
        print(
            f"\n{handled['after'] / handled['known']:.3f} as done, {6952 / seconds:,.0f} orders/s with reading"
        )


@with_time
def test_a_hundred_thousand_matters_are_replayed_in_ten_seconds(district, capsys):
    """Matters as they stand in the table; made at once, since it is the reading that is measured."""
    cast, actor = district.cast, district.cast.leader.actor
    channel = Channel.objects.first()
    asked = list(read_file(ORDERS, on=date(2018, 10, 31), severity="large").questions.elements())
    severities = ("large", "small", "hard", "large")
    for begin in range(0, 100_000, 5_000):
        Matter.objects.bulk_create(
            Matter(
                id=uuid7(),
                number=f"{new_number(MONDAY.date())[:6]}{number:07d}",
                code_digest="",
                capability="requests",
                kind="help",
                procedure="requests",
                procedure_version=1,
                state="closed",
                is_open=False,
                title="旧事",
                severity=severities[number % 4],
                category_id=asked[number % len(asked)][0].category_id,
                town_id=asked[number % len(asked)][0].town_id,
                village_id=asked[number % len(asked)][0].village_id,
                channel=channel,
                unit=cast.water,
                received_at=MONDAY - timedelta(seconds=number),
            )
            for number in range(begin, begin + 5_000)
        )
    draft = actions.draft_rules("多数", actor=actor, now=MONDAY)
    row = draft.rules.get(to=Rule.To.VILLAGE)
    actions.change_rule(draft.id, row.id, {"to": "town"}, actor=actor, now=MONDAY)
    lines = learned_lines(read_file(ORDERS, on=date(2018, 10, 31)))
    actions.add_lines(draft.id, lines, actor=actor, now=MONDAY)
    began = process_time()
    replay = actions.ask_matters(
        draft.id,
        since=MONDAY - timedelta(days=365),
        until=MONDAY + timedelta(days=1),
        on=MONDAY.date(),
        actor=actor,
        now=MONDAY,
    )
    found = actions.carry_out(replay, now=MONDAY).found
    seconds = process_time() - began
    assert found["asked"] == 100_000
    with capsys.disabled():
        print(f"\n{100_000 / seconds:,.0f} matters/s, {found['changed']} moved, {seconds:.1f} s")
    assert seconds < 10
