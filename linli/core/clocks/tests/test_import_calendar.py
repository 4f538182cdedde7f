import json

import pytest
from click.testing import CliRunner

from linli.core.clocks.commands import import_calendar
from linli.core.matters.models import Entry
from linli.ground.calendars import queries
from linli.ground.calendars.models import CalendarYear

GOOD = "日期,安排,名称\n2026-12-26,上班,元旦\n2027-01-01,休息,元旦\n2027/02/05,rest,春节\n"


@pytest.fixture
def bring(db, tmp_path):
    def run(content, *options, name="notice.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(import_calendar, [str(path), *options])

    return run


def year():
    return CalendarYear.objects.get(calendar="cn", year=2027)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_notice_comes_in_as_a_table_of_any_chinese_encoding(bring, encoding):
    result = bring(GOOD.encode(encoding), "--year", "2027", "--source", "国办通知", "--json")
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert (said["year"], said["status"], said["days"], said["bad"]) == (2027, "official", 3, [])
    assert (year().source, queries.calendar().announced(2027)) == ("国办通知", True)
    assert not queries.calendar().rests(min(day.date for day in year().days.all()))
    entry = Entry.objects.get(subject=year().id, verb="registers.changed")
    assert entry.body["after"]["days"]["2026-12-26"] == "work 元旦"


def test_bad_rows_are_told_with_line_and_reason_and_the_others_taken(bring):
    bad = GOOD + "2027-02-30,休息,x\n2027-05-01,也许,x\n2029-05-01,休息,x\n2027-01-01,休息,x\n"
    result = bring(bad, "--year", "2027", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["days"] == 3
    assert [problem["line"] for problem in said["bad"]] == [5, 6, 7, 8]
    assert "2027-02-30" in said["bad"][0]["reason"]
    assert said["status"] == year().status == "provisional"  # a day may be missing
    assert bring(GOOD, "--year", "2027").exit_code == 0
    assert year().status == "official"


def test_a_notice_comes_in_as_json_with_its_year_and_document(bring):
    days = [{"date": "2027-01-01", "isOffDay": True, "name": "元旦"}, {"date": "2027-01-03", "kind": "work"}]
    given = {"year": 2027, "source": "国办通知", "published_on": "2026-11-04", "days": days}
    assert bring(json.dumps(given), name="2027.json").exit_code == 0
    assert (year().source, str(year().published_on), year().days.count()) == ("国办通知", "2026-11-04", 2)
    rows = json.dumps([*days, "x"])
    assert bring(rows, "--year", "2027", "--provisional", name="2027.json").exit_code == 1


@pytest.mark.parametrize(
    ("content", "options", "name"),
    [
        (GOOD, [], "a.csv"),
        ("a,b\n1,2\n", ["--year", "2027"], "a.csv"),
        ("{", [], "a.json"),
        ("{}", ["--year", "2027"], "a.json"),
        ('{"days": 5}', ["--year", "2027"], "a.json"),
        (GOOD, ["--year", "2027", "--calendar", "nowhere"], "a.csv"),
        ("", ["--year", "2027"], "a.csv"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_changes_nothing(bring, content, options, name):
    result = bring(content, *options, name=name)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert not Entry.objects.exists()
