"""A resident reads a letter and says that they have it; anybody who holds a paper can check it."""

import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.flow.outcomes.letters import actions, queries
from linli.testing.makers import MONDAY


def text(answer):
    return answer.content.decode()


@pytest.fixture
def code(letter):
    reader = pypdf.PdfReader(io.BytesIO(queries.data_of(letter, "pdf")))
    said = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    return said[said.index("扫码核对真伪") + 6 :][:23]


def enter(client, centre, receipt):
    client.post(reverse("portal:follow"), {"number": centre.matter(receipt).number, "code": receipt.code})


def test_a_resident_reads_the_letter_and_says_that_they_have_it(
    client, centre, answered, letter, django_assert_max_num_queries
):
    number = centre.matter(answered).number
    address = reverse("portal:letter", args=[number, letter.id])
    received = reverse("portal:letter_received", args=[number, letter.id])
    assert client.get(address).status_code == 302
    assert client.post(received).status_code == 302
    assert queries.delivered_on(letter) is None
    enter(client, centre, answered)
    assert letter.number in text(client.get(reverse("portal:matter", args=[number])))
    with django_assert_max_num_queries(8):
        page = text(client.get(address))
    assert "张大力：" in page
    assert "水管换好了。" in page
    file = client.get(reverse("portal:letter_file", args=[number, letter.id, "pdf"]))
    assert b"".join(file).startswith(b"%PDF")
    client.post(received)
    assert "确认收到" in text(client.get(address))
    assert queries.delivered_on(letter) == MONDAY.date()


def test_a_neighbour_with_another_matter_finds_nothing(client, centre, answered, letter):
    other = centre.bring(now=MONDAY)
    enter(client, centre, other)
    for number in (centre.matter(answered).number, centre.matter(other).number):
        answer = client.get(reverse("portal:letter", args=[number, letter.id]))
        assert answer.status_code == 302
        assert client.get(reverse("portal:letter_file", args=[number, letter.id, "pdf"])).status_code == 404


def test_whoever_holds_the_paper_learns_whether_it_is_ours_and_nothing_of_what_it_says(
    client, centre, answered, letter, code
):
    found = client.post(reverse("portal:verify"), {"code": code.lower()}, follow=True)
    page = text(found)
    assert "这份文书是我们出具的" in page
    assert letter.number in page
    assert "水务" in page
    for hidden in ("张大力", "水管", centre.matter(answered).number, str(answered.matter_id)):
        assert hidden not in page
    worker = centre.cast.handler.actor
    later = actions.correct(
        letter.id, fields={"addressee": "张大利"}, reason="错字", actor=worker, now=MONDAY
    )
    assert f"以{later.number}为准" in text(client.get(reverse("portal:verify_code", args=[code])))


def test_a_file_is_compared_to_the_last_byte(client, letter, code):
    address = reverse("portal:verify_code", args=[code])
    for form in ("pdf", "docx"):
        data = queries.data_of(letter, form)
        assert "一模一样" in text(client.post(address, {"file": SimpleUploadedFile("x", data)}))
        changed = data[:-1] + bytes([data[-1] ^ 1])
        assert "不一样" in text(client.post(address, {"file": SimpleUploadedFile("x", changed)}))
    assert client.post(address, {}).status_code == 422


def test_a_code_that_nobody_has_and_one_that_is_none_look_alike_and_guessing_ends(client, db):
    def answer(code):
        page = client.get(reverse("portal:verify_code", args=[code]))
        return page.status_code, text(page).replace(code, "")

    absent, malformed = answer("A" * 20), answer("nonsense")
    assert absent[0] == malformed[0] == 404
    assert _bare(absent[1]) == _bare(malformed[1])
    assert client.post(reverse("portal:verify"), {"code": " "}).status_code == 422
    assert client.post(reverse("portal:verify"), {"code": "nonsense"}).status_code == 404
    assert {answer(f"{n:020}")[0] for n in range(70)} == {404, 429}


def _bare(page):
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())
