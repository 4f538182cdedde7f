"""Tables as centres really send them: other encodings, broken rows, formulas in a resident's words."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.lib.spreadsheets import Unreadable, csv_lines, open_table, safe_text, write_xlsx
from linli.lib.spreadsheets.writing import begins_a_formula, meant

NAMES = {"code": ["代码", "单位代码"], "name": ["名称"]}


def read(source, **options):
    with open_table(source, names=NAMES, **options) as table:
        rows = list(table)
    return rows, table.bad


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_reads_the_same_in_every_encoding_offices_use(encoding):
    rows, bad = read("代码,名称\nA1,城东镇\nA2,㐂村\n".encode(encoding))
    assert [(row.line, row["code"], row["name"]) for row in rows] == [(2, "A1", "城东镇"), (3, "A2", "㐂村")]
    assert bad == []


def test_a_bad_row_is_named_by_its_line_and_the_others_are_taken():
    lines = ["代码,名称", "A1,城东镇", "A2,城西镇", "A3,好,多", 'A4,"两\n行"', "A5,末行"]
    data = "\n".join(lines).encode("gb18030").replace("城西".encode("gb18030"), b"\xff\xff\xff")
    rows, bad = read(data)
    assert [(row.line, row["code"]) for row in rows] == [(2, "A1"), (5, "A4"), (7, "A5")]
    assert [row.line for row in bad] == [3, 4]
    assert all(row.reason for row in bad)


def test_one_broken_byte_does_not_turn_a_utf8_file_into_another_encoding():
    data = ("代码,名称\n" + "A1,城东镇便民服务中心\n" * 40).encode() + b"A2,\xff\n"
    rows, bad = read(data)
    assert rows[0]["name"] == "城东镇便民服务中心"
    assert [row.line for row in bad] == [42]


def test_a_workbook_gives_codes_and_days_as_people_wrote_them(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["单位代码", "名称", "启用"])
    sheet.append([990101100200.0, " 桃溪村 ", date(2026, 3, 6)])
    sheet.append([None, None, None])
    sheet.append(["00123", "李庄", None])
    book.save(tmp_path / "units.xlsx")
    rows, _ = read(tmp_path / "units.xlsx", required=["code"])
    assert [(row.line, row["code"], row["name"], row["启用"]) for row in rows] == [
        (2, "990101100200", "桃溪村", "2026-03-06"),
        (4, "00123", "李庄", ""),
    ]


def test_a_file_that_is_no_table_is_refused_with_a_sentence():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<")
    reasons = {}
    for data in (b"", b"\xd0\xcf\x11\xe0rest", b"%PDF-1.7", bomb.getvalue(), b"\n\n", b"name\nx\n"):
        with pytest.raises(Unreadable) as refusal:
            read(data, required=["code"])
        reasons[refusal.value.reason] = str(refusal.value)
    assert set(reasons) == {"empty", "old_excel", "not_a_table", "no_header", "missing_column"}
    with pytest.raises(Unreadable, match="太大"):
        read(b"code\n" + b"x\n" * 100, max_bytes=50)
    with pytest.raises(Unreadable, match="行数"):
        read(b"code\n" + b"x\n" * 100, max_rows=50)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\u200b=cmd|' /C calc'!A0"]
)
def test_words_that_begin_like_a_formula_stay_words(text):
    exported = b"".join(csv_lines(["说的话"], [[text]])).decode("utf-8-sig")
    assert safe_text(text) == "'" + text
    assert "'" + text.split("\r")[0].split("\t")[0] in exported
    assert safe_text("普通的话") == "普通的话"


def test_numbers_stay_numbers_in_an_export():
    assert b"-3,2026-03-06,\r\n" in b"".join(csv_lines(["a", "b", "c"], [[-3, date(2026, 3, 6), None]]))


def test_a_written_workbook_holds_texts_and_no_formulas():
    target = io.BytesIO()
    write_xlsx(target, ["话", "数"], [["=1+1", 3], ["http://a.example", None]], sheet="导出")
    page = openpyxl.load_workbook(io.BytesIO(target.getvalue()))["导出"]
    assert (page["A2"].value, page["A2"].data_type, page["B2"].value) == ("=1+1", "s", 3)
    assert page["A3"].hyperlink is None


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=2, max_size=2)
    )
)
def test_what_was_exported_reads_back(rows):
    with open_table(b"".join(csv_lines(["甲", "乙"], rows))) as table:
        assert [list(row.cells.values()) for row in table] == rows


@given(st.text())
def test_every_text_is_written_so_that_it_can_be_read_back(text):
    assert meant(safe_text(text)) == text
    assert not begins_a_formula(safe_text(text).strip()) or not text.strip()


def with_entities(entities: str, used: str) -> bytes:
    """Return a workbook whose words come with a document type that declares `entities`."""
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0].append(["代码", "planted"])
    book.worksheets[0].append(["A1", "planted"])
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part == "xl/sharedStrings.xml":
                data = f"<!DOCTYPE sst [{entities}]>" + data.replace("planted", used)
            new.writestr(part, data)
    return out.getvalue()


def test_a_workbook_that_names_a_file_of_the_machine_gets_nothing_of_it(tmp_path: Path):
    (tmp_path / "secret").write_text("the keys of the house")
    data = with_entities(f'<!ENTITY x SYSTEM "file://{tmp_path}/secret">', "&x;")
    try:
        with open_table(data) as table:
            read_back = [table.columns, *(tuple(row.cells.values()) for row in table)]
    except Unreadable:
        return
    assert "the keys" not in str(read_back)


def test_a_workbook_whose_words_unfold_without_end_is_refused_or_stays_small():
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    data = with_entities('<!ENTITY e0 "aaaaaaaaaa">' + nested, "&e9;")
    try:
        with open_table(data) as table:
            size = sum(len(str(row.cells)) for row in table)
    except Unreadable:
        return
    assert size < 100_000
