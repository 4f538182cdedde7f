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
from linli.ground.places.models import Cell, Landmark

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
    day = re.search(r"最迟 <b[^>]*>([^<]+)</b>", phone.client.get(reverse("portal:reach")).content.decode())[1]
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


# ---------------------------------------------------------------- where


def test_a_grid_code_says_where(centre, phone):
    phone.bring(place=centre.cast.cell.code)
    assert matters().get().cell == centre.cast.cell


def test_a_landmark_says_where(drawn, phone):
    Landmark.objects.create(name="老石桥", cell=drawn.cast.cell, lon=110.005, lat=30.005)
    phone.bring(place="老石桥")
    matter = matters().get()
    assert (matter.cell, matter.longitude, matter.place) == (drawn.cast.cell, 110.005, "老石桥")


def test_a_landmark_whose_point_lies_elsewhere_still_says_its_cell(drawn, phone):
    Landmark.objects.create(name="老石桥", cell=drawn.cast.cell, lon=10, lat=50)
    phone.bring(place="老石桥")
    assert (matters().get().cell, matters().get().longitude) == (drawn.cast.cell, None)


def test_words_that_nobody_knows_stand_for_themselves(centre, phone):
    phone.bring(place="山那边的拐弯处")
    matter = matters().get()
    assert (matter.place, matter.village) == ("山那边的拐弯处", None)


def test_words_that_fit_two_places_are_asked_about(centre, phone):
    for village in (centre.cast.east_village, centre.cast.west_village):
        cell = Cell.objects.create(code=village.code + "009", name=f"{village.name}第九网格", village=village)
        Landmark.objects.create(name="土地庙", cell=cell, lon=110, lat=30)
    phone.what()
    answer = phone.where("土地庙")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "柳湾村" in page
    assert "松坪村" in page
    meant = next(
        value
        for value in re.findall(r'name="meant" value="([^"]+)"', page)
        if str(centre.cast.west_village.id) in value
    )
    assert phone.where("土地庙", meant=meant)["Location"] == reverse("portal:reach")
    phone.send()
    assert matters().get().village == centre.cast.west_village


def test_none_of_the_places_offered_leaves_the_words(centre, phone):
    for village in (centre.cast.east_village, centre.cast.west_village):
        cell = Cell.objects.create(code=village.code + "009", name=f"{village.name}第九网格", village=village)
        Landmark.objects.create(name="土地庙", cell=cell, lon=110, lat=30)
    phone.what()
    phone.where("土地庙")
    assert phone.where("土地庙", meant="-")["Location"] == reverse("portal:reach")
    phone.send()
    assert (matters().get().village, matters().get().place) == (None, "土地庙")


def test_a_point_in_the_county_finds_its_cell(drawn, phone):
    phone.what()
    answer = phone.where("", longitude="110.005", latitude="30.005")
    assert answer["Location"] == reverse("portal:reach")
    phone.send()
    matter = matters().get()
    assert (matter.cell, matter.longitude, matter.latitude) == (drawn.cast.cell, 110.005, 30.005)


def test_a_point_outside_the_county_is_refused_and_nothing_is_lost(drawn, phone):
    phone.what()
    answer = phone.where("老槐树旁", longitude="10.0", latitude="50.0")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不在本县范围内" in page
    assert TEXT in phone.client.get(reverse("portal:what")).content.decode()
    assert phone.where("柳湾村")["Location"] == reverse("portal:reach")


@pytest.mark.parametrize("longitude", ["nan", "inf", "1e400", "999", "abc", ""])
def test_degrees_that_are_none_are_as_if_not_given(drawn, phone, longitude):
    phone.what()
    assert phone.where("柳湾村", longitude=longitude, latitude="30.0").status_code == 302


def test_the_same_place_as_a_matter_that_was_opened(centre, phone):
    phone.bring(place="柳湾村")
    first = matters().get()
    phone.client.get(reverse("portal:receipt"))
    page = phone.client.get(reverse("portal:receipt")).content.decode()
    code = re.search(r'name="code" value="([^"]+)"', page)[1]
    phone.client.post(reverse("portal:follow"), {"number": first.number, "code": code})
    phone.bring(text="路灯也不亮", place=first.number)
    assert matters().get(text="路灯也不亮").village == first.village


def test_the_place_of_another_persons_matter_is_not_told(centre, phone):
    receipt = centre.bring()
    phone.what()
    answer = phone.where(receipt.number)
    assert answer.status_code == 422
    unknown = phone.where("2603020000000")
    assert "村口老槐树" not in answer.content.decode()
    assert unknown.status_code in (302, 422)


def test_a_village_is_pointed_at_on_the_map(drawn, phone):
    phone.what()
    assert phone.where("", act="map")["Location"] == reverse("portal:map")
    county = phone.client.get(reverse("portal:map")).content.decode()
    address = reverse("portal:map_of", args=[drawn.cast.east_village.code])
    assert address in county
    assert "data-place-picker" in phone.client.get(address).content.decode()
    assert phone.client.post(address, {"longitude": "10", "latitude": "50"}).status_code == 422
    phone.client.post(address, {"longitude": "110.005", "latitude": "30.005"})
    assert "柳湾村" in phone.client.get(reverse("portal:where")).content.decode()
    phone.where("老槐树旁")
    phone.send()
    assert (matters().get().cell, matters().get().place) == (drawn.cast.cell, "老槐树旁")


def test_a_cell_is_chosen_from_the_list_without_a_map(centre, phone):
    phone.what()
    address = reverse("portal:map_of", args=[centre.cast.east_village.code])
    phone.client.post(address, {"cell": centre.cast.cell.code})
    phone.where("")
    phone.send()
    assert matters().get().cell == centre.cast.cell


def test_a_place_that_was_chosen_can_be_given_up(centre, phone):
    phone.what()
    phone.client.post(
        reverse("portal:map_of", args=[centre.cast.east_village.code]), {"cell": centre.cast.cell.code}
    )
    phone.where("", act="clear")
    phone.where("")
    phone.send()
    assert matters().get().cell is None


# ---------------------------------------------------------------- danger, budgets, leaving


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
