from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.look import catalogues, wording

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 3, 9, 5, tzinfo=HERE)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    catalogues.compile_one(catalogues.ROOT / "ground/look/locale/en/LC_MESSAGES/django.po")


def both(call):
    with translation.override("zh-hans"):
        chinese = call()
    with translation.override("en"):
        return chinese, call()


def test_a_day_has_its_weekday():
    assert both(lambda: wording.day(date(2026, 3, 6))) == ("3月6日（周五）", "Fri 6 March")


def test_a_day_of_another_year_says_the_year():
    assert both(lambda: wording.day(date(2027, 1, 4), NOW)) == ("2027年1月4日（周一）", "Mon 4 January 2027")
    assert wording.day(date(2026, 1, 4), NOW) == "1月4日（周日）"


def test_a_moment_is_said_in_local_time():
    at = datetime(2026, 11, 2, 1, 5, tzinfo=ZoneInfo("UTC"))
    assert both(lambda: wording.moment(at)) == ("2026年11月2日 09:05", "2 November 2026, 09:05")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (datetime(2026, 3, 6, 23, 59, 59, tzinfo=HERE), ("还有3天", "3 days left")),
        (datetime(2026, 3, 4, 0, 0, tzinfo=HERE), ("今天到期", "Due today")),
        (datetime(2026, 3, 3, 23, 59, 59, tzinfo=HERE), ("今天到期", "Due today")),
        (datetime(2026, 3, 3, 11, 5, tzinfo=HERE), ("还有2小时", "2 hours left")),
        (datetime(2026, 3, 3, 8, 45, tzinfo=HERE), ("已超20分钟", "20 minutes overdue")),
        (datetime(2026, 3, 2, 23, 59, 59, tzinfo=HERE), ("已超1天", "1 day overdue")),
        (date(2026, 3, 1), ("已超2天", "2 days overdue")),
    ],
)
def test_what_is_left_is_said_as_people_count_days(due, words):
    assert both(lambda: wording.span(due, NOW)) == words


@given(st.integers(-500, 500))
def test_days_left_never_depend_on_the_hour(days):
    due = datetime(2026, 3, 3, 23, 59, 59, tzinfo=HERE) + timedelta(days=days)
    early, late = NOW.replace(hour=0, minute=0), NOW.replace(hour=23, minute=58)
    assert wording.span(due, early) == wording.span(due, late)


def test_nothing_is_said_of_no_time():
    assert wording.day(None) == wording.moment(None) == wording.span(None, NOW) == wording.month(None) == ""
