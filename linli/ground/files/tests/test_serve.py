"""A stored file is shown, and can do nothing."""

import io

import pytest
from django.http import FileResponse
from django.test import RequestFactory

from linli.ground.files import actions, serving
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(now):
    return actions.store_image(io.BytesIO(samples.photo()), now=now)


def read(response):
    assert isinstance(response, FileResponse)
    return response.getvalue()


def test_a_photo_is_shown_in_place_and_may_run_nothing(photo):
    response = serving.serve(RequestFactory().get("/"), photo, "路灯.heic")
    assert len(read(response)) == photo.size
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline")
    assert "%E8%B7%AF%E7%81%AF.jpg" in response["Content-Disposition"]


def test_the_thumbnail_is_small(photo):
    response = serving.serve(RequestFactory().get("/"), photo, "a", thumbnail=True)
    assert len(read(response)) < photo.size


def test_who_has_it_already_is_told_so(photo):
    first = serving.serve(RequestFactory().get("/"), photo, "a")
    again = serving.serve(RequestFactory().get("/", HTTP_IF_NONE_MATCH=first["ETag"]), photo, "a")
    first.close()
    assert again.status_code == 304
    assert "sandbox" in again["Content-Security-Policy"]


def test_a_document_is_offered_for_saving(now):
    row = actions.store_document(io.BytesIO(samples.pdf()), now=now)
    response = serving.serve(RequestFactory().get("/"), row, "a.html")
    response.close()
    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\photos\\a.png", "a.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "abSet-Cookie x.jpg"),
        ("gpj\u202eexe.jpg", "gpjexe.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("好" * 300 + ".jpg", "好" * 80 + ".jpg"),
    ],
)
def test_names_become_harmless(name, shown):
    assert serving.tidy_name(name, "image/jpeg") == shown
