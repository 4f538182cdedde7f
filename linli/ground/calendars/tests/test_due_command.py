import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import OperationalError
from django.utils import translation

from linli.ground.calendars import actions, national, queries
from linli.ground.calendars.commands import due
from linli.ground.calendars.explain import SENTENCES, sentences
from linli.ground.people.actor import SYSTEM
from linli.lib.days import Pause, agreed_on, due_of
from linli.lib.limits import Limit, parse_limit


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(due, list(args))


@pytest.fixture
def no_tables(monkeypatch):
    def broken(code=""):
        raise OperationalError("no such table")

    monkeypatch.setattr(queries, "calendar", broken)


def test_a_new_installation_without_tables_answers(run, no_tables):
    result = run("2026-02-10", "60 calendar days", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert list(said) == ["due", "provisional", "explanation"]
    assert (said["due"], said["provisional"]) == ("2026-04-13", False)
    assert all(isinstance(line, str) and line for line in said["explanation"])


@pytest.mark.parametrize(
    ("start", "limit", "end", "provisional"),
    [
        ("2026-01-31", "1 month", "2026-02-28", False),
        ("2026-02-12T16:30", "5个工作日", "2026-02-26", False),
        ("2026-02-14T17:00", "2 working hours", "2026-02-24T10:00:00+08:00", False),
        ("2026-02-14T17:00+00:00", "2 emergency hours", "2026-02-15T03:00:00+08:00", False),
        ("2026-12-20", "60日", "2027-02-18", True),
    ],
)
def test_it_prints_days_as_days_and_hours_as_times(run, no_tables, start, limit, end, provisional):
    said = json.loads(run(start, limit, "--json").stdout)
    assert (said["due"], said["provisional"]) == (end, provisional)
    assert ("暂定" in said["explanation"][-1]) == provisional


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["2026-02-30", "5日"], "2026-02-30"),
        (["tomorrow", "5日"], "tomorrow"),
        (["2026-02-12", "5 fortnights"], "5 fortnights"),
        (["2026-02-12", "soon"], "5个工作日"),
        (["2026-02-12", "0日"], "0日"),
        (["2026-02-12", "5日", "--calendar", "nowhere"], "cn"),
    ],
)
def test_what_it_cannot_read_is_wrong_usage_and_says_how(run, no_tables, arguments, word):
    result = run(*arguments)
    assert result.exit_code == 2
    assert word in result.output


def test_a_limit_without_end_is_found_wrong(run, no_tables):
    assert run("9999-12-30", "5 working days").exit_code == 1
    assert run("2026-01-01", "1000000 months").exit_code == 1


def test_a_calendar_of_the_centre_is_used_by_its_name(run, db, settings, tmp_path):
    settings.LOCALITY = tmp_path
    (tmp_path / "calendars").mkdir()
    file = tmp_path / "calendars" / "valley.toml"
    file.write_text(
        'code = "valley"\nname = "山谷乡"\nsource = "乡政府通知"\n[[days]]\ndate = 2026-03-10\nkind = "rest"\nname = "庙会"\n',
        "utf-8",
    )
    for name in ("valley", str(file)):
        said = json.loads(run("2026-03-09", "1 working day", "--calendar", name, "--json").stdout)
        assert said["due"] == "2026-03-11"
        assert any("庙会" in line and "乡政府通知" in line for line in said["explanation"])
    actions.set_calendar("hill", name="山上", base=None, actor=SYSTEM)
    actions.set_year("hill", 2026, days={date(2026, 3, 10): ("rest", "x")}, official=True, actor=SYSTEM)
    assert json.loads(run("2026-03-09", "1日", "--calendar", "hill", "--json").stdout)["due"] == "2026-03-11"
    file.write_text("days = 5 5", "utf-8")
    assert run("2026-03-09", "1日", "--calendar", "valley").exit_code == 2


def test_a_person_reads_the_day_first_and_then_why(run, no_tables):
    lines = run("2026-09-02", "30日", "--source", "信访工作条例第三十四条").stdout.splitlines()
    assert lines[0] == "2026年10月8日（星期四）"
    assert "信访工作条例第三十四条" in lines[2]
    assert any("国庆节放假" in line and "民法典第二百零三条" in line for line in lines)


def test_every_kind_of_line_can_be_said_in_both_languages():
    calendar = national.builtin().under({}, code="b", closes="business")
    whole = national.builtin()
    start = whole.at(date(2026, 2, 13), whole.opening(date(2026, 2, 13))[0][0])
    pause = [Pause(start.replace(hour=10), start.replace(day=16, hour=11, minute=30))]
    ends = [
        due_of(parse_limit(text), start, using, pauses=pauses, extensions=extensions)
        for text in ("5日", "1日", "20日", "12个工作日", "1个月", "2小时", "9个工作时", "2个紧急工作时")
        for using in (calendar, whole)
        for pauses in ((), pause)
        for extensions in ((), (Limit(1, "calendar_day", "某条"),))
    ]
    ends += [due_of(parse_limit("1个月"), date(2026, 1, day), whole) for day in (30, 31)]
    ends += [
        due_of(parse_limit("60日"), date(2026, 12, 31), whole),
        due_of(parse_limit("30日"), date(2026, 9, 2), whole),
    ]
    ends.append(agreed_on(start, whole))
    told = {line.code for end in ends for line in end.lines}
    assert told == set(SENTENCES)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert all(said and "%(" not in said for end in ends for said in sentences(end.lines))
