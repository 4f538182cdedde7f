"""Reading a resident's telephone at the desk takes a reason; the rest of the page shows it masked."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_handler_says_why_and_sees_the_telephone_once(centre, client):
    receipt = centre.bring(name="王小满", phone="13800000001")
    client.force_login(centre.cast.handler.staff)
    page = reverse("desk:contact", args=[receipt.number])
    assert page in client.get(reverse("desk:matter", args=[receipt.number])).content.decode()
    refused = client.post(page, {"reason": " "})
    assert refused.status_code == 422
    assert "13800000001" not in refused.content.decode()
    opened = client.post(page, {"reason": "约上门时间"}).content.decode()
    assert "13800000001" in opened
    assert "王小满" in opened
    assert "13800000001" not in client.get(page).content.decode()


def test_who_may_only_look_has_no_such_page(centre, client):
    receipt = centre.bring(phone="13800000001")
    client.force_login(centre.cast.auditor.staff)
    page = reverse("desk:contact", args=[receipt.number])
    assert page not in client.get(reverse("desk:matter", args=[receipt.number])).content.decode()
    nonsense = client.get(reverse("desk:contact", args=["1234567890123"]))
    assert client.get(page).status_code == nonsense.status_code == 404
