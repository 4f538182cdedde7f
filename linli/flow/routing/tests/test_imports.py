"""A centre brings its duty list as a table; what it says decides who gets the next matter."""

import pytest

from linli.core.matters.models import Entry
from linli.flow.routing.imports import import_duties
from linli.flow.routing.models import Duty
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
TABLE = """分类,责任单位,地域,轻重,依据
N,晴川县水务局,990101100,大事,县级清单第3项
N,没有的局,,,
漏气,SW,,,
N,SW,,天大的事,
N,SW,123456,,
"""


def test_lines_are_taken_and_each_bad_one_is_named_with_line_and_reason(centre):
    report = import_duties(TABLE.encode("gb18030"), actor=SYSTEM, now=MONDAY)
    assert (report.added, [bad.line for bad in report.bad]) == (1, [3, 4, 5, 6])
    line = Duty.objects.get(category=centre.noise)
    assert (line.unit, line.area, line.severity) == (centre.cast.water, centre.cast.east, "large")
    assert Entry.objects.filter(verb="registers.changed", subject=line.id).count() == 1
    assert centre.matter(centre.bring(category_id=centre.noise.id)).unit == centre.cast.water


def test_the_same_table_twice_changes_nothing_and_not_everyone_may_bring_one(centre):
    good = TABLE.splitlines()[0] + "\n" + TABLE.splitlines()[1] + "\n"
    with pytest.raises(Refused):
        import_duties(good.encode(), actor=centre.cast.handler.actor, now=MONDAY)
    import_duties(good.encode(), actor=SYSTEM, now=MONDAY)
    assert import_duties(good.encode(), actor=SYSTEM, now=MONDAY).added == 0
