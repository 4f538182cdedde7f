"""A resident brings a petition on their telephone, without an account and without script."""

import re

from django.test import Client
from django.urls import reverse

from linli.capabilities.petitions.bringing.tests.conftest import TEXT, Phone, picture
from linli.capabilities.petitions.models import Petition
from linli.core.matters.models import Matter, Party, SealedFile, SealedText
from linli.flow.intake.models import Conflict
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import SYSTEM


def matters():
    return Matter.objects.visible_to(SYSTEM, sealed=True)


def test_a_claim_is_brought_in_five_screens(phone):
    assert phone.choose()["Location"] == reverse("petitions:bring-what")
    assert phone.what(photos=[picture()])["Location"] == reverse("petitions:bring-where")
    assert phone.where()["Location"] == reverse("petitions:bring-who")
    assert phone.who(address="柳湾村12号")["Location"] == reverse("petitions:bring-send")
    page = phone.client.get(phone.send()["Location"]).content.decode()
    matter = matters().get()
    assert matter.number in page
    assert (matter.capability, matter.kind, matter.is_sealed) == ("petitions", "claim", False)
    assert matter.text == f"请求：请把补偿款发下来\n\n事实：{TEXT}"
    assert matter.attachments.count() == 1
    assert Petition.objects.get().form == "online"
    assert Party.objects.get().identity == "reachable"


def test_the_first_screen_says_what_happens_by_when_and_by_which_article(phone):
    page = phone.page("bring")
    assert page.count('name="kind"') == 3
    assert "信访工作条例第二十二条" in page
    assert "信访工作条例第三十四条" in page
    assert "60" in page


def test_the_last_screen_says_what_follows_before_anything_is_sent(phone):
    phone.choose()
    phone.what()
    phone.where()
    phone.who()
    page = phone.page("bring-send")
    assert "晴川县综治中心" in page
    assert "为什么是这天" in page
    assert not matters().exists()


def test_an_anonymous_petition_is_taken_and_names_nobody(phone):
    phone.bring(identity="anonymous", name="王小满", phone="13800000001")
    party = Party.objects.get()
    assert (party.identity, party.contact_index) == ("anonymous", "")
    assert not Petition.objects.get().wants_reply


def test_sending_twice_gives_one_matter_and_the_same_receipt(phone):
    phone.choose()
    phone.what()
    phone.where()
    phone.who()
    key = phone.key("bring-send")
    assert phone.send(key)["Location"] == phone.send(key)["Location"] == reverse("petitions:bring-receipt")
    assert matters().count() == 1


def test_going_back_and_sending_something_else_is_told_apart_and_kept(phone):
    phone.bring()
    sent = phone.client.session
    assert "petition_sent" in sent
    key = phone_key(phone)
    phone.what(key=key, text="还有别的事", request="别的请求")
    phone.post("bring", key=key, kind="claim")
    phone.where()
    phone.who()
    answer = phone.send(key)
    assert answer.status_code == 409
    assert matters().get().number in answer.content.decode()
    assert Conflict.objects.count() == 1


def phone_key(phone):
    """Return the key of what was sent, as the browser's back button shows it."""
    from linli.flow.intake.models import Intake

    return Intake.objects.get().key


def test_nothing_written_is_marked_and_what_was_typed_is_kept(phone):
    phone.choose()
    answer = phone.what(request="", text=TEXT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写下您希望怎样" in page
    assert TEXT in page
    assert 'aria-invalid="true"' in page
    assert phone.what(text="长" * 5000).status_code == 422
    assert phone.post("bring", key="", kind="nonsense").status_code == 422


def test_a_name_without_telephone_is_marked_and_kept(phone):
    phone.choose()
    phone.what()
    phone.where()
    answer = phone.who(phone="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请留一个电话" in page
    assert 'value="王小满"' in page
    assert phone.who(identity="").status_code == 422
    assert phone.who(identity="verified", name="").status_code == 422


def test_a_group_names_at_most_five_who_speak_for_it(phone):
    phone.choose()
    phone.what()
    phone.where()
    others = {f"name_{n}": f"代表{n}" for n in range(1, 5)} | {
        f"phone_{n}": "13800000002" for n in range(1, 5)
    }
    assert "name_5" not in phone.page("bring-who")
    assert phone.who(people_count="三十").status_code == 422
    assert "这名代表自己的电话" in phone.who(people_count="2", name_1="代表1").content.decode()
    assert phone.who(people_count="30", **others).status_code == 302
    phone.client.get(phone.send()["Location"])
    assert Petition.objects.get().people_count == 30
    assert Party.objects.filter(role="representative").count() == 4


def test_whoever_helps_needs_the_consent_of_the_one_it_is_about(phone):
    phone.choose()
    phone.what()
    phone.where()
    helper = {"helper_name": "刘小河", "helper_phone": "13800000003"}
    answer = phone.who(**helper)
    assert answer.status_code == 422
    assert "要当事人同意" in answer.content.decode()
    assert phone.who(consent="on", **helper).status_code == 302
    phone.send()
    assert Party.objects.filter(role="helper").count() == 1


def test_a_screen_cannot_be_skipped(phone):
    assert phone.client.get(reverse("petitions:bring-send"))["Location"] == reverse("petitions:bring")
    phone.choose()
    assert phone.client.get(reverse("petitions:bring-who"))["Location"] == reverse("petitions:bring-what")
    phone.what()
    assert phone.client.get(reverse("petitions:bring-send"))["Location"] == reverse("petitions:bring-who")


def test_a_draft_is_kept_sealed_and_can_be_thrown_away(phone):
    phone.choose()
    saved = phone.post("bring-save", key=phone.key("bring-what"), request="写到一半的请求")
    assert saved.content.decode() == "草稿已保存"
    assert "写到一半的请求" in phone.page("bring-what")
    assert "写到一半" not in str(dict(phone.client.session))
    phone.post("bring-restart")
    assert not Matter.objects.visible_to(SYSTEM).exists()
    assert phone.client.get(reverse("petitions:bring-what"))["Location"] == reverse("petitions:bring")


def test_an_accusation_is_sealed_with_whom_it_is_about(phone, office):
    assert phone.choose("accusation")["Location"] == reverse("petitions:bring-sealed")
    assert "不发短信" in phone.page("bring-sealed")
    phone.what(photos=[picture()])
    assert phone.post("bring-where", about="").status_code == 422
    assert phone.about(unit_1=str(office.cast.water.id), grade="on").status_code == 302
    phone.who(identity="anonymous")
    page = phone.client.get(phone.send()["Location"]).content.decode()
    matter = matters().get()
    assert matter.is_sealed
    assert matter.number in page
    assert TEXT not in str(list(Matter.objects.visible_to(SYSTEM, sealed=True).values()))
    assert {row.name for row in SealedText.objects.all()} >= {"narrative", "respondents", "people"}
    assert matter.key.grade == "most"
    assert SealedFile.objects.count() == 1
    assert StoredFile.objects.count() == 1  # the picture as it came is gone


def test_the_receipt_of_an_accusation_opens_with_the_secret_of_this_browser_alone(phone):
    phone.bring("accusation", identity="anonymous")
    number = matters().get().number
    assert number in phone.page("bring-receipt")
    assert "petition_sent" not in phone.client.session
    stolen = Client()
    stolen.cookies["session"] = phone.client.session.session_key
    stolen.cookies["sessionid"] = phone.client.session.session_key
    assert stolen.get(reverse("petitions:bring-receipt")).status_code == 302


def test_no_list_of_staff_is_shown_to_residents(phone, office):
    phone.choose("accusation")
    phone.what()
    page = phone.page("bring-where")
    assert office.cast.water.name in page
    assert "冯涛" not in page


def test_what_belongs_elsewhere_is_shown_with_what_to_bring(phone):
    page = phone.page("ways")
    assert "12368" in page
    assert "劳动争议调解仲裁法" in page
    assert "带什么" in page


def test_a_row_of_the_register_stands_in_the_place_of_the_shipped_way(phone):
    from linli.capabilities.petitions.bringing.models import Way

    Way.objects.create(
        code="court", name="晴川县人民法院", path="litigation", applies="打官司", address="建设路1号"
    )
    page = phone.page("ways")
    assert "建设路1号" in page
    assert page.count("12368") == 0
    assert "12333" in page


def test_the_screens_stay_within_their_queries(phone, django_assert_max_num_queries):
    phone.choose()
    phone.what(photos=[picture()])
    phone.where()
    phone.who()
    limits = {"bring": 6, "bring-what": 4, "bring-where": 6, "bring-who": 6, "bring-send": 16, "ways": 4}
    for name, most in limits.items():
        with django_assert_max_num_queries(most):
            phone.page(name)
    phone.send()
    with django_assert_max_num_queries(16):
        phone.page("bring-receipt")


def test_another_browser_sees_nothing_of_what_was_sent(phone):
    phone.bring()
    stranger = Phone(Client())
    assert stranger.client.get(reverse("petitions:bring-receipt")).status_code == 302
    assert re.search(r'name="kind"', stranger.page("bring"))
