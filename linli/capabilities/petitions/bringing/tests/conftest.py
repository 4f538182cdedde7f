"""Residents and clerks who bring petitions: a browser that goes through the screens without script."""

import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from linli.core.matters.models import Channel
from linli.testing.makers import MONDAY

KEY = re.compile(r'name="key"[^>]*value="([^"]+)"')
TEXT = "去年三月村里征了我家两亩地，补偿款到现在没有发。"


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def office(centre):
    """Let letters come in."""
    Channel.objects.get_or_create(code="letter", defaults={"name": "来信"})
    return centre


def picture(name="纸.jpg", colour="red"):
    held = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(held, "JPEG")
    return SimpleUploadedFile(name, held.getvalue(), content_type="image/jpeg")


class Phone:
    """A petitioner's browser: goes through the five screens."""

    def __init__(self, client):
        self.client = client

    def page(self, name, *args):
        return self.client.get(reverse(f"petitions:{name}", args=args)).content.decode()

    def key(self, name="bring"):
        return KEY.search(self.page(name))[1]

    def post(self, page, /, **said):
        return self.client.post(reverse(f"petitions:{page}"), said)

    def choose(self, kind="claim"):
        return self.post("bring", key=self.key(), kind=kind)

    def what(self, key=None, **changes):
        said = {"request": "请把补偿款发下来", "text": TEXT, "reasons": "", "act": "next"}
        return self.post("bring-what", key=key or self.key("bring-what"), **{**said, **changes})

    def where(self, place="柳湾村", **more):
        return self.post("bring-where", place=place, act="next", **more)

    def about(self, about="征地办的老张，收了钱", **more):
        return self.post("bring-where", about=about, **more)

    def who(self, **changes):
        said = {"identity": "reachable", "name": "王小满", "phone": "13800000001", "wants_reply": "on"}
        return self.post("bring-who", **{**said, **changes})

    def send(self, key=None):
        return self.post("bring-send", key=key or self.key("bring-send"))

    def bring(self, kind="claim", **changes):
        """Bring a petition in five screens and return the receipt page."""
        self.choose(kind)
        self.what()
        self.about() if kind == "accusation" else self.where()
        self.who(**changes)
        answer = self.send()
        assert answer.status_code == 302, answer.content.decode()
        return self.client.get(answer["Location"])


@pytest.fixture
def phone(office, client):
    return Phone(client)


@pytest.fixture
def at_desk(office):
    def sit_down(person):
        browser = Client()
        browser.force_login(getattr(office.cast, person).staff)
        return browser

    return sit_down
