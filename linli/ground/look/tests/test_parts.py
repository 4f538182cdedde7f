from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.look import parts
from linli.ground.look.styleguide.forms import Question

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 3, 9, 5, tzinfo=HERE)
DAY = timedelta(days=1)


def drawn(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def clock(days_ago, days_ahead, **more):
    return parts.Clock("答复", NOW - days_ago * DAY, NOW + days_ahead * DAY, NOW, **more)


@pytest.mark.parametrize(
    ("shown", "tone"),
    [
        (clock(1, 9), "ink"),
        (clock(9, 1.5), "amber"),
        (clock(9, -1), "red"),
        (clock(9, 1, done_at=NOW - DAY), "green"),
        (clock(9, -2, done_at=NOW - DAY), "red"),
    ],
)
def test_colour_says_time_and_a_word_says_it_too(shown, tone):
    assert shown.tone == tone
    assert shown.words in drawn("{% clock it %}", it=shown)


@given(st.floats(0, 400), st.floats(-400, 400))
def test_today_and_the_due_day_always_lie_on_the_bar(ago, ahead):
    shown = clock(ago, max(ahead, -ago))
    assert 0 <= shown.used <= shown.share <= 100
    assert 0 <= shown.due_share <= 100


def test_the_account_unfolds_day_by_day():
    account = [
        parts.Day(NOW.date(), False, "收到当日不算"),
        parts.Day((NOW + DAY).date(), True, "工作日", 2, until=(NOW + 2 * DAY).date()),
    ]
    page = drawn("{% clock it %}", it=clock(1, 2, account=account, source="甲规则", limit="2日"))
    assert "为什么是这天" in page
    assert "3月4日（周三）至3月5日（周四）" in page
    assert "第1–2天" in page
    assert "甲规则" in page


def test_a_wrong_field_keeps_what_was_typed_and_says_what_to_do():
    form = Question({"text": "", "phone": "<b>138</b>"}, auto_id="q_%s")
    page = drawn("{% faults form %}{% field form.text %}{% field form.phone %}", form=form)
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="q_text_helptext q_text_error"' in page
    assert 'id="q_text_error"' in page
    assert 'href="#q_text"' in page
    assert "请写一两句" in page
    assert "&lt;b&gt;138&lt;/b&gt;" in page


def test_an_empty_form_accuses_nobody():
    assert "faults" not in drawn("{{ form }}", form=Question())


def test_a_whole_form_is_drawn_in_our_look():
    page = drawn("{{ form }}", form=Question({}))
    assert page.count('class="field wrong"') == 2
    assert "请填写这一项。" in page


def test_a_row_is_one_link_that_says_everything():
    row = parts.Row("D1", "/d1", "<b>井盖</b>", "柳溪村", "陈晓", due_at=NOW + 3 * DAY, now=NOW)
    page = drawn("{% row it %}", it=row)
    assert page.count("<a ") == 1
    for word in ("D1", "&lt;b&gt;井盖&lt;/b&gt;", "柳溪村", "陈晓", "还有3天"):
        assert word in page


def test_a_rate_shows_both_its_numbers():
    page = drawn("{% figure it %}", it=parts.Figure("解决率", 1, 3, "/list"))
    assert "33.3%" in page
    assert "3 件中 1 件" in page
    assert parts.Figure("解决率", 0, 0).rate == "–"


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=30))
def test_a_trend_stays_on_its_sheet(values):
    trend = parts.Trend("件", [("收到", [parts.Point(str(i), v) for i, v in enumerate(values)])])
    assert trend.ceiling >= max(values)
    assert all(trend.top <= spot.y <= trend.floor for spot in trend.lines[0].spots)
    assert all(trend.left <= spot.x <= trend.right_edge for spot in trend.lines[0].spots)


@given(st.floats(73, 135), st.floats(18, 53), st.floats(0.001, 2))
def test_a_tap_on_the_map_gives_back_the_place(west, south, size):
    ring = [(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
    sheet = parts.sketch("县", [parts.Outline("1", "甲", [ring])])
    x, y = sheet.at(west + size / 2, south + size / 3)
    assert sheet.west + x * sheet.per_x == pytest.approx(west + size / 2, abs=size / 1000)
    assert sheet.north + y * sheet.per_y == pytest.approx(south + size / 3, abs=size / 1000)
    assert 0 <= x <= sheet.width
    assert 0 <= y <= sheet.height


def test_the_map_says_everything_in_a_list_too():
    sheet = parts.sketch("县", [], [parts.Dot(110.1, 34.2, "井盖", "/d1", "red", "已超2天")])
    page = drawn("{% map_sketch it %}", it=sheet)
    assert page.index("map-list") < page.rindex("已超2天")
    assert 'aria-hidden="true"' in page


def test_a_diagram_gives_every_long_arrow_a_lane_of_its_own():
    stages = [parts.Stage(name, name) for name in "abcd"]
    passages = [parts.Passage("a", "b", "1"), parts.Passage("a", "c", "2"), parts.Passage("a", "d", "3")]
    drawing = parts.diagram(stages, [*passages, parts.Passage("d", "a", "4"), parts.Passage("a", "b", "5")])
    assert sorted(arrow.words for arrow in drawing.arrows) == ["1 / 5", "2", "3", "4"]
    assert len({arrow.text_x for arrow in drawing.arrows}) == 4
    assert "1 / 5" in drawn("{% diagram it %}", it=drawing)


def test_the_qr_code_is_a_drawing_of_our_own():
    page = drawn("{% qr 'https://linli.example/f/1' name='码' %}")
    assert "<svg" in page
    assert "data:" not in page


def test_a_step_unfolds_in_place_and_carries_its_guard():
    button = parts.StepButton("reply", "答复", "/reply", likely=True, form=Question(), version=7)
    page = drawn("{% steps it %}", it=[button, parts.StepButton("claim", "认领", "/claim")], csrf_token="t")
    assert "<details" in page
    assert 'name="version" value="7"' in page
    assert page.count('name="csrfmiddlewaretoken"') == 2
