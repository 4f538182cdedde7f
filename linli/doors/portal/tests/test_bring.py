"""A resident brings something in three short screens, without an account and without script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.core.matters.models import Matter, Party
from linli.doors.portal.tests.conftest import TEXT, Phone, picture
from linli.flow.intake.models import Conflict
from linli.ground.people.actor import SYSTEM

pytestmark = pytest.mark.django_db


def matters():
    return Matter.objects.visible_to(SYSTEM)


def test_a_resident_brings_something_in_three_screens_and_gets_a_receipt(centre, phone):
    assert phone.what(photos=[picture()])["Location"] == reverse("portal:where")
    assert phone.where("柳湾村老槐树旁")["Location"] == reverse("portal:reach")
    answer = phone.send("138 0000 0001", "王小满")
    assert answer["Location"] == reverse("portal:receipt")

    page = phone.client.get(answer["Location"]).content.decode()
    matter = matters().get()
    assert matter.number in page
    assert matter.text == TEXT
    assert matter.village == centre.cast.east_village
    assert matter.place == "柳湾村老槐树旁"
    assert matter.attachments.count() == 1
    assert Party.objects.get().identity == "reachable"


def test_an_anonymous_resident_is_heard_as_well(centre, phone):
    phone.bring()
    party = Party.objects.get()
    assert (party.identity, party.contact_index, bytes(party.name_sealed)) == ("anonymous", "", b"")


def test_a_place_need_not_be_said(centre, phone):
    phone.bring(place="")
    assert matters().get().village is None


def test_the_last_screen_says_who_will_receive_it_and_by_when_and_why(centre, phone):
    phone.what()
    phone.where("柳湾村")
    page = phone.client.get(reverse("portal:reach")).content.decode()
    assert "柳湾村村民委员会" in page
    assert "小事不出村" in page
    assert "最迟" in page
    assert "为什么是这天" in page
    assert "民法典第二百零一条" in page
    assert not matters().exists()


def test_what_the_last_screen_foresees_is_what_the_receipt_says(centre, phone):
    phone.what()
    phone.where("柳湾村")
    day = re.search(r"最迟 <b[^>]*>([^<]+)</b>", phone.client.get(reverse("portal:reach")).content.decode())[
        1
    ]
    page = phone.client.get(phone.send()["Location"]).content.decode()
    assert day in page


def test_sending_twice_gives_one_matter_and_the_same_receipt(centre, phone):
    phone.what()
    key = phone.key()
    phone.where()
    first = phone.send(key=key)
    again = phone.send(key=key)
    assert first["Location"] == again["Location"] == reverse("portal:receipt")
    assert matters().count() == 1


def test_sending_from_two_windows_at_once_gives_one_matter(centre, phone):
    """The browser left the first answer; the second request comes with the cookies from before it."""
    phone.what()
    key = phone.key()
    phone.where()
    other = Phone(Client())
    other.client.cookies = phone.client.cookies.copy()
    phone.send(key=key)
    assert other.send(key=key)["Location"] == reverse("portal:receipt")
    assert matters().count() == 1


def test_going_back_and_sending_the_same_again_gives_the_same_receipt(centre, phone):
    phone.what()
    key = phone.key()
    phone.where()
    phone.send(key=key)
    phone.what(key=key)
    phone.where()
    assert phone.send(key=key)["Location"] == reverse("portal:receipt")
    assert matters().count() == 1


def test_going_back_and_sending_something_else_is_told_apart_and_kept(centre, phone):
    phone.what()
    key = phone.key()
    phone.where()
    phone.send(key=key)
    phone.what(text="还有，路灯也不亮了。", key=key)
    phone.where()
    answer = phone.send(key=key)
    assert answer.status_code == 409
    assert matters().get().number in answer.content.decode()
    assert Conflict.objects.count() == 1
    assert matters().get().text == TEXT


def test_a_key_of_another_browser_counts_for_nothing(centre, phone):
    phone.what()
    key = phone.key()
    phone.where()
    phone.send(key=key)
    stranger = Phone(Client())
    stranger.what(text="别的事", key=key)
    stranger.where()
    page = stranger.client.get(stranger.send()["Location"]).content.decode()
    assert matters().count() == 2
    assert matters().get(text=TEXT).number not in page


def test_nothing_written_is_marked_and_what_was_chosen_is_kept(centre, phone):
    answer = phone.what(text="  ", kind="requests.complaint")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写下发生了什么。" in page
    assert re.search(r'value="requests.complaint"[^>]*checked', page)
    assert 'aria-invalid="true"' in page


def test_ten_thousand_characters_are_refused_with_a_sentence_and_kept(centre, phone):
    answer = phone.what(text="水" * 10_000, photos=[picture()])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "现在有10000个字" in page
    assert "水" * 10_000 in page
    assert reverse("portal:draft_photo", args=[1]) in page
    assert phone.what(text="水" * 5_000)["Location"] == reverse("portal:where")


def test_a_kind_that_does_not_exist_is_refused(centre, phone):
    assert phone.what(kind="requests.nonsense").status_code == 422
    assert phone.what(kind="nonsense").status_code == 422


def test_a_bad_photo_is_named_and_the_good_ones_are_kept(centre, phone):
    bad = SimpleUploadedFile("坏的.jpg", b"no picture at all", content_type="image/jpeg")
    answer = phone.what(photos=[picture(), bad, picture("第二张.jpg", "blue")])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "坏的.jpg" in page
    assert TEXT in page
    assert page.count("/bring/photo/") == 2
    assert phone.what()["Location"] == reverse("portal:where")


def test_photos_can_be_added_and_taken_out_again_without_script(centre, phone):
    phone.what(photos=[picture()], act="photos")
    phone.what(photos=[picture("b.jpg", "blue")], act="photos")
    assert phone.client.get(reverse("portal:draft_photo", args=[2])).status_code == 200
    phone.what(act="drop-1")
    assert phone.client.get(reverse("portal:draft_photo", args=[2])).status_code == 404
    assert TEXT in phone.client.get(reverse("portal:what")).content.decode()


def test_a_tenth_photo_is_not_taken_but_nine_are(centre, phone):
    many = [picture(f"{n}.jpg", (n * 20, 0, 0)) for n in range(10)]
    answer = phone.what(photos=many)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多放9张照片" in page
    assert page.count("/bring/photo/") == 9


def test_a_draft_photo_is_shown_to_its_own_browser_only(centre, phone):
    phone.what(photos=[picture()], act="photos")
    address = reverse("portal:draft_photo", args=[1])
    assert phone.client.get(address).status_code == 200
    assert Client().get(address).status_code == 404


def test_a_draft_is_kept_and_can_be_thrown_away(centre, phone):
    key = phone.key()
    saved = phone.client.post(reverse("portal:save"), {"key": key, "text": "写到一半"})
    assert saved.content.decode() == "草稿已保存"
    assert "写到一半" in phone.client.get(reverse("portal:what")).content.decode()
    assert "接着写" in phone.client.get(reverse("portal:home")).content.decode()
    phone.client.post(reverse("portal:restart"))
    assert "写到一半" not in phone.client.get(reverse("portal:what")).content.decode()


def test_a_draft_lies_sealed_in_the_session(centre, phone):
    phone.what(text="只有我知道的事")
    phone.where()
    phone.client.post(
        reverse("portal:save"),
        {
            "key": re.search(
                r'key" value="([^"]+)', phone.client.get(reverse("portal:reach")).content.decode()
            )[1],
            "phone": "13800000001",
        },
    )
    kept = str(dict(phone.client.session))
    assert "portal_draft" in kept
    assert "13800000001" not in kept
    assert "只有我知道的事" not in kept


def test_a_wrong_phone_is_marked_and_kept(centre, phone):
    phone.what()
    phone.where()
    answer = phone.send("一三八", "王小满")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="一三八"' in page
    assert 'value="王小满"' in page
    assert not matters().exists()


def test_a_screen_cannot_be_skipped(centre, phone):
    assert phone.client.get(reverse("portal:reach"))["Location"] == reverse("portal:what")
    assert phone.client.get(reverse("portal:where"))["Location"] == reverse("portal:what")
    assert phone.client.get(reverse("portal:receipt"))["Location"] == reverse("portal:home")


def test_words_of_danger_bring_the_numbers_first(centre, phone):
    phone.what(text="有人落水了快来")
    page = phone.client.get(reverse("portal:where")).content.decode()
    assert re.search(r'<div id="danger"[^>]*(?<!hidden) role', page)
    assert "hidden" not in re.search(r'<div id="danger"[^>]*>', page)[0]


def test_without_words_of_danger_the_numbers_stay_small(centre, phone):
    phone.what()
    page = phone.client.get(reverse("portal:where")).content.decode()
    assert "hidden" in re.search(r'<div id="danger"[^>]*>', page)[0]
    assert 'href="tel:119"' in page


def test_the_screens_stay_within_their_queries(centre, phone, django_assert_max_num_queries):
    phone.what(photos=[picture()])
    phone.where()
    with django_assert_max_num_queries(4):
        phone.client.get(reverse("portal:what"))
    with django_assert_max_num_queries(4):
        phone.client.get(reverse("portal:where"))
    with django_assert_max_num_queries(16):
        phone.client.get(reverse("portal:reach"))
    phone.send()
    with django_assert_max_num_queries(14):
        phone.client.get(reverse("portal:receipt"))


def test_a_shared_telephone_forgets_everything(centre, phone):
    phone.bring()
    answer = phone.client.post(reverse("portal:leave"))
    assert answer["Clear-Site-Data"] == '"cache"'
    assert phone.client.get(reverse("portal:receipt"))["Location"] == reverse("portal:home")
