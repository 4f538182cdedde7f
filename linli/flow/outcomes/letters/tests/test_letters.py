"""A letter is written, numbered, kept as it was, delivered, acknowledged, corrected."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pypdf
import pytest

from linli.core.matters.models import Entry
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes.letters import actions, queries
from linli.flow.outcomes.letters.letter_kinds import REPLY
from linli.flow.outcomes.letters.models import Letter
from linli.ground.documents import versions
from linli.ground.documents.models import IssuedNumber
from linli.ground.files.queries import open_file
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

DAY = timedelta(days=1)
NAME = "张大力"


def issue(course, who="handler", **fields):
    said = {"addressee": NAME, **fields}
    return actions.issue(course.id, kind=REPLY, fields=said, actor=course.who(who), now=course.later())


def words(data):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).replace("\n", "")


def verbs(course):
    return [e.verb for e in Entry.objects.filter(subject=course.id).order_by("seq") if "letter" in e.verb]


def test_an_answer_becomes_a_letter_with_a_number_for_those_who_may(course):
    course.claim().contact()
    with pytest.raises(StepNotOpen, match="还没有答复"):
        issue(course)
    course.reply()
    for nobody in ("auditor", "west_clerk"):
        with pytest.raises(Refused):
            issue(course, who=nobody)
    letter = issue(course)
    assert letter.number == "复〔2026〕1号"
    text = words(queries.data_of(letter, "pdf"))
    assert NAME + "：" in text
    assert letter.number in text
    assert "2026年3月2日" in text
    document = zipfile.ZipFile(io.BytesIO(queries.data_of(letter, "docx"))).read("word/document.xml").decode()
    assert NAME in document
    assert issue(course).number == "复〔2026〕2号"
    titles = [told.title for told in tell(course.matter, audience="resident")]
    assert "出具了《答复函》，文号：复〔2026〕1号" in titles


def test_nothing_that_is_kept_says_what_a_letter_says(course):
    course.claim().contact().reply()
    letter = issue(course)
    row = Letter.objects.filter(pk=letter.pk).values_list().get()
    assert NAME not in str([bytes(one) if isinstance(one, memoryview) else one for one in row])
    for stored in (letter.pdf, letter.docx):
        with open_file(stored) as file:
            assert not file.read().startswith((b"%PDF", b"PK"))
    assert sha256(queries.data_of(letter, "pdf")).hexdigest() == letter.pdf_digest
    assert not Entry.objects.filter(subject=course.id, body__icontains=NAME).exists()


def test_a_look_before_writes_nothing(course):
    course.claim().contact().reply()
    before = Entry.objects.count()
    pdf = actions.preview(course.id, kind=REPLY, fields={}, actor=course.who("handler"), now=course.later())
    assert "预览" in words(pdf)
    assert (Letter.objects.count(), IssuedNumber.objects.count(), Entry.objects.count()) == (0, 0, before)
    with pytest.raises(AnswersWrong) as wrong:
        actions.preview(
            course.id,
            kind=REPLY,
            fields={"answer": " ", "subject": "长" * 121},
            actor=course.who("handler"),
            now=course.later(),
        )
    assert set(wrong.value.errors) == {"answer", "subject"}


def test_a_letter_is_delivered_and_the_resident_says_so(course, neighbour):
    course.claim().contact().reply()
    letter = issue(course)
    handler, resident = course.who("handler"), course.me
    with pytest.raises(AnswersWrong):
        actions.deliver(letter.id, how="hand", actor=handler, now=course.later())
    with pytest.raises(AnswersWrong):
        actions.deliver(
            letter.id, how="hand", to=NAME, on=MONDAY.date() - DAY, actor=handler, now=course.later()
        )
    with pytest.raises(StepNotOpen):
        actions.acknowledge(letter.id, actor=handler, now=course.later())
    row = actions.deliver(letter.id, how="hand", to=NAME, actor=handler, now=course.later())
    assert queries.delivered_on(letter) == MONDAY.date()
    letter.matter = course.matter
    assert queries.words(row, course.matter, "to") == NAME
    with pytest.raises(Refused):
        actions.acknowledge(letter.id, actor=neighbour, now=course.later())
    for _twice in range(2):
        actions.acknowledge(letter.id, actor=resident, now=course.later())
    assert verbs(course) == [
        "outcomes.letter_issued",
        "outcomes.letter_delivered",
        "outcomes.letter_acknowledged",
    ]


def test_what_the_resident_reads_on_their_page_is_delivered_by_that(course):
    course.claim().contact().reply()
    letter = issue(course)
    actions.acknowledge(letter.id, actor=course.me, now=course.later())
    assert [row.how for row in letter.deliveries.all()] == ["portal"]


def test_a_mistake_is_corrected_by_a_new_letter_and_the_old_one_says_so(course):
    course.claim().contact().reply()
    first = issue(course)
    handler = course.who("handler")
    with pytest.raises(AnswersWrong):
        actions.correct(first.id, fields={}, reason="", actor=handler, now=course.later())
    second = actions.correct(
        first.id, fields={"addressee": "张大利"}, reason="姓名写错了", actor=handler, now=course.later()
    )
    assert second.replaces == first
    assert "张大利" in words(queries.data_of(second, "pdf"))
    third = actions.correct(
        second.id, fields={"contact": "王五"}, reason="漏了联系人", actor=handler, now=course.later()
    )
    assert "张大利" in words(queries.data_of(third, "pdf"))
    assert queries.latest(course.matter, REPLY) == third
    with pytest.raises(StepNotOpen):
        actions.deliver(first.id, how="portal", actor=handler, now=course.later())
    with pytest.raises(StepNotOpen):
        actions.correct(first.id, fields={}, reason="再改", actor=handler, now=course.later())


def test_a_letter_that_nobody_has_yet_can_be_made_void_and_its_number_stays(course):
    course.claim().contact().reply()
    letter = issue(course)
    actions.void(letter.id, reason="写错了对象", actor=course.who("handler"), now=course.later())
    assert IssuedNumber.objects.get(text=letter.number).void_at is not None
    assert issue(course).number == "复〔2026〕2号"
    other = issue(course)
    actions.deliver(other.id, how="portal", actor=course.who("handler"), now=course.later())
    with pytest.raises(StepNotOpen):
        actions.void(other.id, reason="x", actor=course.who("handler"), now=course.later())


def test_the_receipt_of_a_delivery_is_a_paper_of_its_own(course):
    course.claim().contact().reply()
    letter = issue(course)
    receipt = actions.receipt_for(letter.id, to=NAME, actor=course.who("handler"), now=course.later())
    text = words(queries.data_of(receipt, "pdf"))
    assert (receipt.about, receipt.number) == (letter, "")
    assert letter.number in text.replace("\u200b", "")
    assert receipt not in queries.letters_of(course.matter, for_resident=True)


def test_a_letter_keeps_the_words_in_which_it_was_drawn(course):
    course.claim().contact().reply()
    first = issue(course)
    texts = {**versions.in_force("reply-letter").texts, "notes": "窗口时间：工作日"}
    draft = versions.draft("reply-letter", texts, note="加上窗口时间", by=None, now=MONDAY)
    assert issue(course).template == first.template
    versions.publish(draft, now=MONDAY)
    later = issue(course)
    assert later.template == draft
    assert "窗口时间" in words(queries.data_of(later, "pdf"))
    versions.take_back("reply-letter", now=MONDAY)
    assert issue(course).template == first.template


def test_whoever_has_the_paper_finds_its_row_by_the_code_alone(course):
    course.claim().contact().reply()
    letter = issue(course)
    text = words(queries.data_of(letter, "pdf"))
    code = text[text.index("扫码核对真伪") + 6 :][:23]
    assert queries.by_code(code.lower().replace("-", " ")) == letter
    assert queries.by_code("A" * 20) is None
    assert queries.by_code("nonsense") is None
