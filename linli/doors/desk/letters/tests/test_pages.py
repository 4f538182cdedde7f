"""A clerk writes, looks, issues, delivers and corrects a letter; a keeper of registers changes its words."""

import pytest
from django.urls import reverse

from linli.flow.outcomes.letters.models import Letter
from linli.ground.documents.models import TemplateVersion

KIND = "reply-letter"


def text(answer):
    return answer.content.decode()


def test_a_clerk_fills_in_a_letter_looks_at_it_and_issues_it(
    client, centre, answered, django_assert_max_num_queries
):
    number = centre.matter(answered).number
    client.force_login(centre.cast.handler.staff)
    assert "出具文书" in text(client.get(reverse("desk:panels", args=[number])))
    assert "答复函" in text(client.get(reverse("desk:letters-of", args=[number])))
    address = reverse("desk:letters-write", args=[number, KIND])
    with django_assert_max_num_queries(14):
        page = text(client.get(address))
    assert "水管换好了。" in page
    said = {"addressee": "张大力", "subject": "漏水", "answer": "换好了"}
    faulty = client.post(address, {**said, "answer": " ", "look": "yes"})
    assert faulty.status_code == 422
    assert "请填写“答复内容”" in text(faulty)
    look = text(client.post(address, {**said, "look": "yes"}))
    assert "data:image/png;base64," in look
    assert Letter.objects.count() == 0
    done = client.post(address, {**said, "confirmed": "yes"})
    letter = Letter.objects.get()
    assert done["Location"] == reverse("desk:letters-one", args=[letter.id])
    page = text(client.get(done["Location"]))
    assert "张大力：" in page
    assert letter.number in page
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(reverse("desk:letters-file", args=[letter.id, form]))
        assert b"".join(file).startswith(start)
        assert "attachment" in file["Content-Disposition"]
    assert client.get(reverse("desk:letters-file", args=[letter.id, "exe"])).status_code == 404


def test_a_letter_is_delivered_signed_for_and_corrected_at_the_desk(client, centre, answered, letter):
    client.force_login(centre.cast.handler.staff)
    address = reverse("desk:letters-one", args=[letter.id])
    wrong = client.post(address, {"act": "deliver", "how": "hand", "to": "", "on": "2026-03-02"})
    assert wrong.status_code == 422
    assert "请写明交给了谁" in text(wrong)
    assert "作废" in text(client.get(address))
    client.post(address, {"act": "deliver", "how": "hand", "to": "本人", "on": "2026-03-02"})
    client.post(address, {"act": "acknowledge"})
    page = text(client.get(address))
    assert "当面送交，本人" in page
    assert "已签收" in page
    assert client.post(address, {"act": "void", "why": "错"}).status_code == 409
    receipt = client.post(address, {"act": "receipt"})
    assert "送达回证" in text(client.get(receipt["Location"]))
    correct = reverse("desk:letters-correct", args=[letter.id])
    assert "张大力" in text(client.get(correct))
    said = {"addressee": "张大利", "subject": "漏水", "answer": "换好了", "confirmed": "yes"}
    assert client.post(correct, said).status_code == 422
    later = client.post(correct, {**said, "reason": "姓名写错"})
    assert later.status_code == 302
    assert "以这一份为准" in text(client.get(address))
    assert client.post(address, {"act": "nonsense"}).status_code == 404


def test_who_sees_the_matter_sees_that_there_is_a_letter_and_only_who_works_on_it_reads_it(
    client, centre, answered, letter
):
    address = reverse("desk:letters-one", args=[letter.id])
    client.force_login(centre.cast.auditor.staff)
    page = text(client.get(address))
    assert letter.number in page
    assert "张大力" not in page
    assert client.get(reverse("desk:letters-file", args=[letter.id, "pdf"])).status_code == 404
    assert client.post(address, {"act": "void", "why": "错"}).status_code == 404
    client.force_login(centre.cast.west_clerk.staff)
    number = centre.matter(answered).number
    for nothing in (address, reverse("desk:letters-of", args=[number])):
        assert client.get(nothing).status_code == 404
    assert client.get(reverse("desk:letters-write", args=[number, KIND])).status_code == 404


def test_the_book_of_letters_holds_what_one_may_see(
    client, centre, answered, letter, django_assert_max_num_queries
):
    client.force_login(centre.cast.handler.staff)
    with django_assert_max_num_queries(10):
        assert letter.number in text(client.get(reverse("desk:letters")))
    export = b"".join(client.get(reverse("desk:letters-export"), {"since": "2026-03-01"})).decode()
    assert letter.number in export
    assert letter.number not in text(client.get(reverse("desk:letters"), {"since": "2026-03-03"}))
    client.force_login(centre.cast.west_clerk.staff)
    assert letter.number not in text(client.get(reverse("desk:letters")))
    assert letter.number not in b"".join(client.get(reverse("desk:letters-export"))).decode()


@pytest.fixture
def keeper(centre):
    centre.cast.leader.staff.postings.get().post.role.permissions.append("registers.edit")
    role = centre.cast.leader.staff.postings.get().post.role
    role.permissions = [*role.permissions, "registers.edit"]
    role.save()
    return centre.cast.leader.staff


def test_a_centre_writes_its_own_words_after_a_look_at_them(client, centre, keeper):
    address = reverse("desk:letters-template", args=[KIND])
    client.force_login(centre.cast.leader.staff)
    assert "答复函" in text(client.get(reverse("desk:letters-templates")))
    texts = {"title": "关于{subject}的答复", "body": "{answer}\n请保管好本函。", "sign": "{unit}"}
    faulty = client.post(address, {**texts, "body": "{anwser}"})
    assert faulty.status_code == 422
    assert "没有叫“{anwser}”的字段" in text(faulty)
    assert "data:image/png" in text(client.post(address, texts))
    assert not TemplateVersion.objects.filter(origin="centre").exists()
    assert client.post(address, {**texts, "confirmed": "yes", "note": "提醒"}).status_code == 302
    assert "请保管好本函" in text(client.get(address))
    client.post(address, {"take_back": "yes"})
    assert "请保管好本函" not in text(client.get(address))
    client.force_login(centre.cast.handler.staff)
    assert client.post(address, {**texts, "confirmed": "yes"}).status_code == 404
