"""What somebody wrote comes out of the paper as they wrote it, in both forms."""

import io
import unicodedata
import zipfile

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.ground.documents.drawing import drawn, drawn_pdf
from linli.ground.documents.plain import tidy
from linli.ground.documents.reading.filling import FieldsMissing
from linli.ground.documents.tests.samples import FIELDS, NOW, bare, docx_words, frame, pdf_words, sample

MARKUP = [
    '#link("https://example.org")[x]',
    '#import "/etc/passwd": *',
    '#eval("1+1")',
    "*粗* _斜_ `码` $x^2$ -- ... ~ \\ @who <mark> // no",
    "= 标题",
    "- 项\n+ 项\n/ 项: 项",
    "{request} {unit} {{unit}} %(unit)s {0.__class__}",
    "一、不是标题\n| 不是 | 表格 |\n[换页]\n[空9行]",
    "<w:p><w:r><w:t>&amp;</w:t></w:r></w:p> ]]> <!-- --> &lt;",
    "\x00\x01\x1b[31m\x7f\u202e反\u2066\ufeff\ud800",
    "a" * 3000,
    "１２３" * 400,
    "龘䶮㐂囧",
]


def draw(**fields):
    return drawn(sample(), {**FIELDS, **fields}, frame(), now=NOW)


@pytest.mark.parametrize("text", MARKUP, ids=range(len(MARKUP)))
def test_nothing_in_a_field_is_carried_out_or_lost(text):
    made = draw(request=text, people=[{"name": text[:200], "phone": "1"}])
    for words in (pdf_words(made.pdf), docx_words(made.docx)):
        assert bare(tidy(text)) in words


@pytest.mark.parametrize("text", MARKUP, ids=range(len(MARKUP)))
def test_nor_in_any_other_part_of_the_paper(text):
    every = dict.fromkeys(("subject", "addressee", "basis", "contact", "copies"), text)
    made = draw(**every, files=[text, text])
    words = docx_words(made.docx)
    for line in filter(None, map(bare, tidy(text).split("\n"))):
        assert words.count(line) >= 5
    assert pypdf.PdfReader(io.BytesIO(made.pdf)).pages


SHOWN = st.text(
    st.characters(
        min_codepoint=0x20, max_codepoint=0x9FFF, categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm", "Zs", "Cc")
    ),
    min_size=1,
    max_size=120,
).filter(lambda text: tidy(text).strip())


@settings(max_examples=60, deadline=None)
@given(text=SHOWN)
def test_any_text_comes_out_of_the_word_file_and_never_breaks_the_pdf(text):
    made = draw(request=text)
    assert bare(tidy(text)) in docx_words(made.docx)
    assert made.pdf.startswith(b"%PDF-")
    if made.is_archival and all(
        unicodedata.category(one) in ("Lo", "Nd", "Po") and one >= "\u4e00" for one in text
    ):
        assert bare(tidy(text)) in pdf_words(made.pdf)


def test_the_same_letter_is_the_same_file_to_the_last_byte():
    assert draw() == draw()
    other = drawn(sample(), FIELDS, frame(number="复〔2026〕13号"), now=NOW)
    assert other.pdf != draw().pdf


def test_the_pdf_is_fit_for_an_archive_unless_no_font_has_a_sign():
    assert draw().is_archival
    made = draw(addressee="张😀")
    assert not made.is_archival
    assert "张😀" in docx_words(made.docx)
    assert b"pdfaid:part>2" in draw().pdf.replace(b'"', b">")


def test_the_sheet_has_the_form_of_an_official_paper():
    page = pypdf.PdfReader(io.BytesIO(draw().pdf)).pages[0]
    width, height = (float(side) * 25.4 / 72 for side in (page.mediabox.width, page.mediabox.height))
    assert (round(width), round(height)) == (210, 297)
    long = draw(request="字" * 28 * 60)
    lines = pypdf.PdfReader(io.BytesIO(long.pdf)).pages[1].extract_text().splitlines()
    full = [line for line in lines if set(line.strip()) == {"字"}]
    assert {len(line.strip()) for line in full} == {28}
    assert len(full) == 22


def test_an_empty_line_is_left_out_and_a_needed_field_is_asked_for():
    assert "抄送" not in docx_words(draw().docx)
    assert "抄送：某局。" in docx_words(draw(copies="某局").docx)
    with pytest.raises(FieldsMissing) as missing:
        draw(request=" \n", addressee="")
    assert set(missing.value.errors) == {"request", "addressee"}
    with pytest.raises(FieldsMissing):
        draw(anything="x")


def test_a_row_is_repeated_for_each_of_a_list():
    people = [{"name": f"甲{n}", "phone": f"{n}" * 11} for n in range(3)]
    words = docx_words(draw(people=people).docx)
    assert "甲0" + "0" * 11 + "甲1" + "1" * 11 + "甲2" in words


def test_a_look_before_carries_its_mark_across_the_page():
    assert "预览不作凭据" in pdf_words(drawn_pdf(sample(), FIELDS, frame(mark="预览 不作凭据"), now=NOW))


def test_the_word_file_names_faces_for_chinese_and_leads_to_the_check():
    with zipfile.ZipFile(io.BytesIO(draw().docx)) as file:
        document = file.read("word/document.xml").decode()
        assert 'w:eastAsia="仿宋_GB2312"' in document
        assert "https://linli.example/verify/ABCDE" in document
        assert 'altName w:val="仿宋"' in file.read("word/fontTable.xml").decode()
        assert {item.date_time for item in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
