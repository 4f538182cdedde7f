"""Residents at their telephones: a browser, a small picture, a county that can be drawn."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from linli.ground.places.models import Cell

TEXT = "村口的自来水管漏水，路面都湿了，老人走路容易摔倒。"


def picture(name="水管.jpg", colour="red", size=(40, 30)):
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, "JPEG")
    return SimpleUploadedFile(name, held.getvalue(), content_type="image/jpeg")


class Phone:
    """A resident's browser: goes through the screens as one does without script."""

    def __init__(self, client):
        self.client = client

    def key(self):
        page = self.client.get(reverse("portal:what"))
        return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]

    def what(self, text=TEXT, kind="requests.help", key=None, act="next", photos=()):
        said = {"key": key or self.key(), "text": text, "kind": kind, "act": act, "photos": list(photos)}
        return self.client.post(reverse("portal:what"), said)

    def where(self, place="柳湾村", act="next", **more):
        return self.client.post(reverse("portal:where"), {"place": place, "act": act, **more})

    def send(self, phone="", name="", key=None):
        key = (
            key
            or re.search(
                r'name="key" value="([^"]+)"', self.client.get(reverse("portal:reach")).content.decode()
            )[1]
        )
        return self.client.post(reverse("portal:reach"), {"key": key, "phone": phone, "name": name})

    def bring(self, **changes):
        """Bring something in three screens and return the receipt page."""
        self.what(**{name: changes[name] for name in ("text", "kind", "photos") if name in changes})
        self.where(changes.get("place", "柳湾村"))
        answer = self.send(changes.get("phone", ""), changes.get("name", ""))
        assert answer.status_code == 302, answer.content.decode()
        return self.client.get(answer["Location"])


@pytest.fixture
def phone(client):
    return Phone(client)


@pytest.fixture
def drawn(centre):
    """Give the cell of the east village a border: a square of a hundredth of a degree."""
    square = [[110.0, 30.0], [110.01, 30.0], [110.01, 30.01], [110.0, 30.01], [110.0, 30.0]]
    Cell.objects.filter(pk=centre.cast.cell.pk).update(
        geometry={"type": "Polygon", "coordinates": [square]},
        west=110.0,
        south=30.0,
        east=110.01,
        north=30.01,
    )
    return centre
