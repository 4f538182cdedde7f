"""What was closed by whom becomes a draft of the duty list, which only people may adopt."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from linli.config.cli import program
from linli.core.matters.models import Matter
from linli.core.registers.models import Provision
from linli.flow.handling import actions as handling
from linli.flow.intake.submission import Spot
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.learning import queries
from linli.flow.routing.models import Duty
from linli.ground.people.models import Unit
from linli.ground.places.models import Area
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)


def closed(centre, times, handler, **changes):
    """Let `handler` bring matters to their end, one a day."""
    for day in range(times):
        now = MONDAY + timedelta(days=day)
        matter = centre.matter(centre.bring(now=now, **changes))
        handling.claim(matter.id, actor=handler.actor, now=now)
        outcomes.reply(matter.id, text="修好了", actor=handler.actor, now=now)
        outcomes.close(matter.id, outcome="solved", actor=handler.actor, now=now)


def test_what_one_unit_closed_again_and_again_is_proposed_and_the_list_stays_as_it_is(centre):
    cast = centre.cast
    closed(centre, 5, cast.handler)
    closed(centre, 4, cast.clerk, category_id=centre.noise.id, severity="urgent")
    before = list(Duty.objects.values())
    (line,) = queries.proposed_duties(on=LATER.date())
    assert (line.category_name, line.area_name, line.unit_name) == ("管道漏水", "", cast.water.name)
    assert (line.n, line.of, line.share, line.standing) == (5, 5, 1.0, "agrees")
    assert (line.since, line.last_seen) == (MONDAY.date(), (MONDAY + timedelta(days=4)).date())
    assert list(Duty.objects.values()) == before


def test_a_line_says_whether_the_list_in_force_names_another_or_nobody(centre):
    cast = centre.cast
    closed(centre, 5, cast.clerk, category_id=centre.noise.id, severity="urgent")
    assert [line.standing for line in queries.proposed_duties(on=LATER.date())] == ["absent"]
    Duty.objects.create(category=centre.noise, area=cast.east, unit=cast.water)
    assert [line.standing for line in queries.proposed_duties(on=LATER.date())] == ["absent"]
    everywhere = Duty.objects.create(category=centre.noise, unit=cast.water)
    (line,) = queries.proposed_duties(on=LATER.date())
    assert (line.standing, line.duty_id) == ("contradicts", everywhere.id)
    assert line.listed_unit_name == cast.water.name


def test_nothing_is_learned_from_what_was_closed_later_or_is_still_open(centre):
    closed(centre, 5, centre.cast.handler)
    assert queries.proposed_duties(on=(MONDAY + timedelta(days=3)).date()) == []
    assert queries.proposed_duties(on=(MONDAY + timedelta(days=500)).date()) == []
    spot = Spot(village_id=centre.cast.west_village.id, words="村口")
    for day in range(9):
        centre.bring(now=MONDAY + timedelta(days=day), category_id=centre.noise.id, spot=spot)
    assert [line.category_name for line in queries.proposed_duties(on=LATER.date())] == ["管道漏水"]


def test_a_unit_whose_work_went_on_under_another_code_is_proposed_as_its_predecessor(
    centre, django_assert_max_num_queries
):
    old, new, elsewhere = (_unit(code, name) for code, name in NEWCOMERS)
    _handled(centre, old, days=range(30))
    _handled(centre, new, days=range(31, 45))
    _handled(centre, elsewhere, days=range(45), category_id=centre.leak.id)
    on = (MONDAY + timedelta(days=50)).date()
    with django_assert_max_num_queries(12):
        (proposed,) = queries.proposed_successors(on=on)
    assert (proposed.old_id, proposed.new_id) == (old.id, new.id)
    assert proposed.since == (MONDAY + timedelta(days=31)).date()
    assert any("2026-04-02" in ground for ground in proposed.evidence)
    assert queries.proposed_successors(on=(MONDAY + timedelta(days=30)).date()) == []
    old.successor = new
    old.save()
    assert queries.proposed_successors(on=on) == []


def test_the_command_tells_what_the_matters_teach(centre):
    closed(centre, 5, centre.cast.handler)
    done = CliRunner().invoke(program, ["learn", "duties", "--on", "2026-04-01", "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (done.exit_code, said["orders"], len(said["duties"])) == (0, 5, 1)
    assert said["duties"][0]["unit_name"] == centre.cast.water.name
    told = CliRunner().invoke(program, ["learn", "duties", "--on", "2026-04-01"]).stdout
    assert "管道漏水 → 晴川县水务局  5/5 100%  agrees" in told
    assert CliRunner().invoke(program, ["learn", "duties", "no-such-file.csv"]).exit_code == 2


NEWCOMERS = (("X1", "巡查一队"), ("X2", "巡查一队（县直）"), ("X3", "管网公司"))


def _unit(code, name):
    return Unit.objects.create(code=code, name=name, kind="department", area=Area.objects.get(name="晴川县"))


def _handled(centre, unit, *, days, **changes):
    """Let `unit` close one matter a day; only the row says so, since a cast of that size is not to be had."""
    changes = {"category_id": centre.noise.id, "severity": "large", **changes}
    for day in days:
        now = MONDAY + timedelta(days=day)
        receipt = centre.bring(now=now, **changes)
        Matter.objects.filter(id=receipt.matter_id).update(
            unit=unit, is_open=False, outcome="solved", closed_at=now
        )


def test_from_when_on_a_line_is_drafted_is_a_provision_of_the_centre(centre):
    closed(centre, 3, centre.cast.handler)
    assert queries.proposed_duties(on=LATER.date()) == []
    Provision.objects.create(
        name="learning.line_matters", value=3, source="本县规范", valid_from=MONDAY.date()
    )
    assert len(queries.proposed_duties(on=LATER.date())) == 1
