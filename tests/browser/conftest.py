"""Residents at their telephones and clerks at their desks, in a real browser."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from linli.ground.places.models import Cell

PLACE = {"west": 110.0, "south": 30.0, "east": 110.01, "north": 30.01}


@pytest.fixture(autouse=True)
def _no_sockets_but_our_own(socket_enabled):
    """The browser speaks with this machine only; `Tab.complaints` holds whatever leaves it."""


@pytest.fixture
def drawn(transactional_db, centre):
    """The centre at work, with a border for the cell of the east village: a square of a hundredth of a degree."""
    corners = [[110.0, 30.0], [110.01, 30.0], [110.01, 30.01], [110.0, 30.01], [110.0, 30.0]]
    Cell.objects.filter(pk=centre.cast.cell.pk).update(
        geometry={"type": "Polygon", "coordinates": [corners]}, **PLACE
    )
    return centre


@pytest.fixture
def minutes_ago():
    """Return a function: `minutes_ago(5)` is a moment five minutes before the test."""
    return lambda minutes: timezone.now() - timedelta(minutes=minutes)


@pytest.fixture
def photo():
    """A small picture, as a browser's file field takes it."""
    held = io.BytesIO()
    Image.new("RGB", (640, 480), "#377").save(held, "JPEG")
    return {"name": "水管.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}
