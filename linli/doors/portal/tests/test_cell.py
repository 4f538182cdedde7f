"""Whose grid am I in: the worker's card with duties, promise and the phone that supervises."""

import pytest
from django.urls import reverse

from linli.ground.people.models import CellPosting
from linli.ground.places.models import Cell

pytestmark = pytest.mark.django_db


def test_a_grid_code_leads_to_the_card(drawn, client):
    answer = client.post(reverse("portal:cell_finder"), {"place": drawn.cast.cell.code})
    assert answer["Location"] == reverse("portal:cell", args=[drawn.cast.cell.code])
    page = client.get(answer["Location"]).content.decode()
    for shown in ("沈燕", "13900000000", "走访、代办", "当天回话", "8800-0100", "东至河堤"):
        assert shown in page


def test_a_telephones_own_place_leads_to_the_card(drawn, client):
    answer = client.post(reverse("portal:cell_finder"), {"longitude": "110.005", "latitude": "30.005"})
    assert answer["Location"] == reverse("portal:cell", args=[drawn.cast.cell.code])


def test_a_place_outside_the_county_is_said(drawn, client):
    answer = client.post(reverse("portal:cell_finder"), {"longitude": "10", "latitude": "50"})
    assert answer.status_code == 422
    assert "不在本县范围内" in answer.content.decode()


def test_the_name_of_a_village_leads_to_its_cells(drawn, client):
    answer = client.post(reverse("portal:cell_finder"), {"place": "柳湾"})
    assert answer["Location"] == reverse("portal:cells_of", args=[drawn.cast.east_village.code])
    page = client.get(answer["Location"]).content.decode()
    assert reverse("portal:cell", args=[drawn.cast.cell.code]) in page


def test_what_nobody_knows_is_kept_and_another_way_is_offered(drawn, client):
    answer = client.post(reverse("portal:cell_finder"), {"place": "没有这个地方"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="没有这个地方"' in page
    assert reverse("portal:cells_of", args=[drawn.cast.east_village.code]) in page


def test_a_town_leads_on_to_its_villages(drawn, client):
    page = client.get(reverse("portal:cells_of", args=[drawn.cast.east.code])).content.decode()
    assert reverse("portal:cells_of", args=[drawn.cast.east_village.code]) in page


def test_the_card_can_be_printed_with_its_code(drawn, client):
    page = client.get(reverse("portal:card", args=[drawn.cast.cell.code])).content.decode()
    assert "<svg" in page
    assert "监督电话" in page


def test_a_cell_without_a_worker_names_the_phone_that_supervises(drawn, client):
    CellPosting.objects.all().delete()
    page = client.get(reverse("portal:cell", args=[drawn.cast.cell.code])).content.decode()
    assert "没有登记网格员" in page
    assert "8800-0100" in page


def test_a_cell_that_does_not_exist_is_not_found(drawn, client):
    assert client.get(reverse("portal:cell", args=["000000000000000"])).status_code == 404
    assert client.get(reverse("portal:cells_of", args=["000000000000"])).status_code == 404


def test_without_any_polygon_the_pages_still_work(centre, client):
    assert client.get(reverse("portal:cell_finder")).status_code == 200
    page = client.get(reverse("portal:cells_of", args=[centre.cast.east_village.code])).content.decode()
    assert reverse("portal:cell", args=[centre.cast.cell.code]) in page


def test_the_card_stays_within_its_queries(drawn, client, django_assert_max_num_queries):
    Cell.objects.count()
    with django_assert_max_num_queries(5):
        client.get(reverse("portal:cell", args=[drawn.cast.cell.code]))
