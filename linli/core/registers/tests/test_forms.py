"""A keeper fills in a register's form."""

from datetime import UTC, date, datetime

import pytest

from linli.core.clocks.models import LimitRow
from linli.core.registers import actions, forms, queries
from linli.core.registers.declaration import named
from linli.ground.calendars.models import CalendarYear, WorkCalendar
from linli.ground.people.models import Unit
from linli.ground.places.models import Area, Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_units(centre, county, monkeypatch):
    monkeypatch.setattr(forms.rows, "PICKED_UP_TO", 0)
    other = Unit.objects.create(code="B", name="住建局", kind="department", area=county)
    return centre, other


def unit_form(data, instance=None):
    return forms.form_class(named("units"))({"kind": "department", **data}, instance=instance)


def test_a_row_of_a_large_register_is_typed_by_code_name_or_both(many_units, county):
    centre, _other = many_units
    for words in ("ZX", "溪口县综治中心", "ZX 溪口县综治中心"):
        form = unit_form({"code": "C", "name": "丙", "area": county.code, "parent": words})
        assert form.is_valid(), form.errors
        assert form.values()["parent"] == centre


def test_a_row_that_is_not_there_is_marked_and_what_was_typed_stays(many_units, county):
    form = unit_form({"code": "C", "name": "丙", "area": county.code, "parent": "没有的单位"})
    assert not form.is_valid()
    assert "没有的单位" in form.errors["parent"][0]
    assert 'value="没有的单位"' in str(form["parent"])


def test_two_areas_of_one_code_are_told_apart_by_name(many_units, county):
    Area.objects.create(level=4, code=county.code, name="溪口镇")
    wrong = unit_form({"code": "C", "name": "丙", "area": county.code})
    assert "area" in wrong.errors
    right = unit_form({"code": "C", "name": "丙", "area": f"{county.code} 溪口镇"})
    assert right.is_valid(), right.errors


def test_what_is_written_once_stays(many_units, county):
    form = forms.form_class(named("areas"))(
        {"level": 4, "code": "1", "name": "溪口新县", "parent": ""}, instance=county
    )
    assert form.is_valid(), form.errors
    assert form.values()["code"] == "990100000000"


def test_a_post_of_one_keeps_its_holder_and_cell(many_units, keeper, now, role):
    from linli.ground.people.models import Post, Posting, Staff

    post = Post.objects.create(unit=many_units[0], role=role, name="窗口")
    posting = Posting.objects.create(post=post, staff=Staff.objects.create_user("c", name="同事"))
    form = forms.form_class(named("postings"))({"valid_to": "2026-05-01"}, instance=posting)
    assert form.is_valid(), form.errors
    row = actions.change(named("postings"), posting, form.values(), actor=keeper, now=now)
    assert (row.staff_id, row.valid_to) == (posting.staff_id, date(2026, 5, 1))


def test_a_role_is_given_permissions_from_the_list_of_all(keeper, now, role):
    good = forms.form_class(named("roles"))(
        {"code": "clerk", "name": "窗口", "reach": "unit", "permissions": ["matters.see"]}, instance=role
    )
    assert good.is_valid(), good.errors
    row = actions.change(named("roles"), role, good.values(), actor=keeper, now=now)
    assert row.permissions == ["matters.see"]
    bad = forms.form_class(named("roles"))(
        {"code": "clerk", "name": "窗口", "reach": "unit", "permissions": ["everything"]}, instance=role
    )
    assert "permissions" in bad.errors


def test_office_hours_are_written_as_people_write_them(keeper, now):
    form_class = forms.form_class(named("calendars"))
    form = form_class(
        {
            "code": "county",
            "name": "县里",
            "hours": "9:00-12:00 14:00～17:30\n06-01~09-30 08:30-12:00",
            "closes": "",
        }
    )
    assert form.is_valid(), form.errors
    row = actions.add(named("calendars"), form.values(), actor=keeper, now=now)
    assert row.hours[0] == {"sessions": [["09:00", "12:00"], ["14:00", "17:30"]]}
    assert row.hours[1]["first"] == "06-01"
    assert "06-01~09-30 08:30-12:00" in str(form_class(instance=row)["hours"])
    assert "hours" in form_class({"code": "x", "name": "x", "hours": "早上九点", "closes": ""}).errors


def test_a_changed_day_gives_its_calendar_a_new_version(keeper, now):
    calendar = WorkCalendar.objects.create(code="county", name="县里")
    before = calendar.version
    year = CalendarYear.objects.create(calendar=calendar, year=2026)
    values = {"year": year, "date": date(2026, 3, 6), "kind": "rest", "name": "庙会"}
    row = actions.add(named("days"), values, actor=keeper, now=now)
    calendar.refresh_from_db()
    assert calendar.version != before
    between = calendar.version
    actions.retire(named("days"), row, on=date(2026, 3, 4), actor=keeper, now=now)
    calendar.refresh_from_db()
    assert calendar.version != between
    assert not year.days.exists()


def test_a_changed_place_is_noticed_by_every_process(keeper, now, county):
    actions.change(named("areas"), county, {"name": "溪口新县"}, actor=keeper, now=now)
    assert Edition.objects.exists()


def test_a_limit_is_only_for_a_clock_that_its_procedure_has(keeper, now):
    form_class = forms.form_class(named("limits"))
    blank = form_class()
    procedure = blank.fields["procedure"].choices[0][0]
    clock = blank.fields["clock"].choices[0][0]
    values = {
        "procedure": procedure,
        "clock": clock,
        "amount": 15,
        "unit": "working_day",
        "source": "本县规定",
    }
    form = form_class(values)
    assert form.is_valid(), form.errors
    row = actions.add(named("limits"), form.values(), actor=keeper, now=datetime(2026, 3, 4, tzinfo=UTC))
    assert LimitRow.objects.get() == row
    assert queries.history(row)[0].lines
    assert "clock" in form_class({**values, "clock": "nonsense"}).errors
