"""A centre writes a template in plain lines; what cannot be is told at once, with its name."""

import pytest

from linli.ground.documents import shelf, versions
from linli.ground.documents.blocks import Head, PageBreak, Paragraph, Signature, Space, Table
from linli.ground.documents.reading.filling import filled
from linli.ground.documents.reading.template import TemplateWrong
from linli.ground.documents.tests.samples import FIELDS, NOW, frame, sample


def blocks(body, **fields):
    template = sample().with_texts({**sample().texts, "body": body})
    return filled(template, {**FIELDS, **fields}, frame()).blocks


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("{reqest}", "reqest"),
        ("{request.name}", "request.name"),
        ("{people}", "people"),
        ("{people.age}", "people.age"),
        ("{request.__class__}", "request.__class__"),
        ("姓名：{people.name}", "{people.name}"),
        ("前面{ 后面", "前面{ 后面"),
        ("| {request} | 两格 |\n| 一格 |", "一格"),
        ("|--|--|", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(body, named):
    with pytest.raises(TemplateWrong) as wrong:
        blocks(body)
    assert named in wrong.value.errors["body"]


def test_a_field_may_be_named_as_it_is_called():
    assert Paragraph("请修好路灯。") in blocks("{请求事项}")


def test_lines_are_read_as_they_look():
    found = blocks("一、请求\n（一）路灯。不亮\n普通一段\n[空3行]\n[换页]\n|--|----|\n| 姓名 | {request} |")
    assert [type(block) for block in found[3:9]] == [Paragraph] * 3 + [Space, PageBreak, Table]
    assert (found[3].lead, found[3].level) == ("一、请求", 1)
    assert (found[4].lead, found[4].text, found[4].level) == ("（一）路灯。", "不亮", 2)
    cells = found[8].rows[0]
    assert (found[8].widths, [cell.label for cell in cells]) == ((2, 4), [True, False])


def test_what_stands_in_a_field_is_never_a_heading_or_a_table():
    found = blocks("{request}", request="一、甲\n|乙|丙|\n[换页]")
    assert [block.text for block in found if isinstance(block, Paragraph)][1:] == [
        "一、甲",
        "|乙|丙|",
        "[换页]",
    ]


def test_the_organ_stands_above_and_the_unit_signs_below_with_the_day():
    found = blocks("{request}")
    assert found[0] == Head("晴川县社会治理中心", "复〔2026〕12号")
    assert Signature(("晴川县社会治理中心",), "2026年3月2日") in found


def test_every_template_that_ships_can_be_read():
    assert {"reply-letter", "delivery-receipt"} <= shelf.shipped().keys()


def test_every_version_is_kept_and_the_last_that_is_published_is_in_force(db):
    first = versions.version_in_force("reply-letter", now=NOW)
    assert versions.version_in_force("reply-letter", now=NOW) == first
    texts = {**first.texts, "notes": "请保管好本函"}
    draft = versions.draft("reply-letter", texts, note="提醒保管", by=None, now=NOW)
    assert versions.version_in_force("reply-letter", now=NOW) == first
    versions.publish(draft, now=NOW)
    assert versions.in_force("reply-letter").texts["notes"] == "请保管好本函"
    with pytest.raises(TemplateWrong):
        versions.draft("reply-letter", {**texts, "notes": "{phone}"}, note="", by=None, now=NOW)
    versions.take_back("reply-letter", now=NOW)
    assert versions.version_in_force("reply-letter", now=NOW) == first
    assert [first.number, draft.number] == [1, 2]
