"""Where it is: by words, a grid code, a landmark, a point, a list, another matter of one's own, or not at all."""

import re

import pytest
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.doors.portal.tests.conftest import TEXT
from linli.ground.people.actor import SYSTEM
from linli.ground.places.models import Cell, Landmark

pytestmark = pytest.mark.django_db


def matters():
    return Matter.objects.visible_to(SYSTEM)


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
