"""What was closed by whom becomes a draft of the duty list, which only people may adopt."""

from datetime import timedelta

import pytest

from linli.flow.handling import actions as handling
from linli.flow.intake.submission import Spot
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.learning import queries
from linli.flow.routing.models import Duty
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
