"""Hostile files through the doors through which files come: refused with a sentence, or remade into something that does nothing.

Each within five seconds and 300 MB; no door ever fails.
"""

import io
import resource
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from linli.core.matters.models import Attachment
from linli.ground.files import disk
from linli.ground.files.models import StoredFile
from tests.noninterference.asking import undone
from tests.proof.leaks.corpus import GPS_MARK, NAMES, PAPERS, REFUSED, TAKEN, TEXT_MARK

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]

SECONDS, MEGABYTES = 5, 300
MARK = b"----a-boundary-that-nothing-holds"


def peak():
    """Return the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.fixture
def browser(world):
    with undone():
        yield Client(raise_request_exception=False)


def brought(browser, name, data):
    """Put a file to a new draft on the portal, as a resident does; return the answer and how long it took."""
    browser.cookies.clear()
    return added(browser, name, data)


def added(browser, name, data):
    """Put a file to the draft."""
    key = browser.get(reverse("portal:what")).context["draft"].key
    said = {"key": key, "text": "路灯不亮", "kind": "requests.help", "act": "photos"}
    parts = [
        f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}'.encode()
        for field, value in said.items()
    ]
    head = f'Content-Disposition: form-data; name="photos"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    parts.append(head.encode() + data)
    body = b"".join(b"--" + MARK + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + MARK + b"--\r\n"
    began = perf_counter()
    kind = f"multipart/form-data; boundary={MARK.decode()}"
    answer = browser.generic("POST", reverse("portal:what"), body, kind)
    return answer, perf_counter() - began


def sentences(answer):
    """Return what the page says is wrong with the photos."""
    return "没有加上" in answer.content.decode()


def test_no_hostile_file_comes_in_by_the_resident_s_door(browser, evidence):
    before, wrong, slowest, kept = peak(), [], 0.0, StoredFile.objects.count()
    assert len(REFUSED) + len(PAPERS) + len(NAMES) >= 120
    for name, data in REFUSED.items():
        answer, took = brought(browser, f"{name}.jpg", data)
        slowest = max(slowest, took)
        if answer.status_code >= 500:
            wrong.append(f"{name}: {answer.status_code}")
        elif data and not sentences(answer):
            wrong.append(f"{name}: taken")
    assert not wrong, "\n".join(wrong)
    assert StoredFile.objects.count() == kept, "something of them was kept"
    assert slowest < SECONDS
    assert peak() - before < MEGABYTES
    evidence(
        "S9",
        hostile_files=len(REFUSED) + len(PAPERS),
        slowest_s=round(slowest, 2),
        more_memory_mb=round(peak() - before),
        taken=0,
    )


def test_an_honest_photo_is_remade_from_its_pixels_alone(browser):
    for name, data in TAKEN.items():
        answer, took = brought(browser, f"{name}.jpg", data)
        assert answer.status_code < 400, name
        assert not sentences(answer), name
        assert took < SECONDS
        newest = StoredFile.objects.latest("stored_at", "id")
        for suffix in ("", disk.THUMBNAIL):
            made = disk.path_of(newest.digest, suffix).read_bytes()
            assert GPS_MARK not in made
            assert TEXT_MARK not in made
            with Image.open(io.BytesIO(made)) as image:
                assert not image.getexif(), name
                assert getattr(image, "n_frames", 1) == 1, name
                assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys(), name


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_leads_anywhere(browser, name):
    answer, _took = brought(browser, name, TAKEN["one pixel"])
    assert answer.status_code < 500
    assert "X-Evil" not in answer.headers
    assert "<img src=x" not in answer.content.decode()


def evidence_at_the_desk(world, browser, data, name, role):
    browser.cookies.load(world.viewers["handler"].cookies)
    upload = SimpleUploadedFile(name, data, "application/pdf")
    address = reverse("desk:closing-evidence", args=[world.own.number])
    return browser.post(address, {"role": role, "file": upload})


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_with_something_in_it_comes_in_by_the_desk(world, browser, name):
    before = Attachment.objects.count()
    answer = evidence_at_the_desk(world, browser, PAPERS[name], "a.pdf", "document")
    assert answer.status_code == 422
    assert Attachment.objects.count() == before
    assert 'class="errorlist' in answer.content.decode() or "error" in answer.content.decode()


@pytest.mark.parametrize("name", ["page", "docx with a macro", "svg with a script", "gzip bomb", "eicar"])
def test_nor_as_a_picture(world, browser, name):
    data = {**REFUSED, "page": REFUSED["html named jpg"]}[name]
    assert evidence_at_the_desk(world, browser, data, "a.jpg", "after").status_code == 422


@pytest.mark.parametrize("name", ["docx with a macro", "xlsx with a link outside", "zip bomb", "gzip bomb", "ole", "nul bytes", "one byte", "utf-16 page", "billion laughs", "zip with a length that lies", "jpeg and zip"])  # fmt: skip
def test_tables_that_are_none_break_nothing(world, browser, name):
    browser.cookies.load(world.viewers["leader"].cookies)
    draft = world.rows["draft"].id
    addresses = [
        (reverse("desk:laboratory-replay", args=[draft]), "file"),
        (reverse("desk:laboratory-learned"), "file"),
    ]
    for address, field in addresses:
        began = perf_counter()
        answer = browser.post(
            address, {field: SimpleUploadedFile("a.xlsx", REFUSED[name]), "since": "2026-01-01"}
        )
        assert answer.status_code in (200, 302, 422), f"{address} {answer.status_code}"
        assert perf_counter() - began < SECONDS


def test_more_than_a_draft_holds_is_refused_with_a_sentence(browser):
    for number in range(12):
        out = io.BytesIO()
        Image.new("RGB", (8, 8), (number * 20, 0, 0)).save(out, "PNG")
        answer, _took = added(browser, f"{number}.png", out.getvalue())
    assert "最多放" in answer.content.decode()
    assert answer.status_code < 500


def test_what_is_too_large_is_refused_with_a_sentence(browser, settings):
    settings.FILES_LIMITS = {**settings.FILES_LIMITS, "image_bytes": 1024 * 1024}
    answer, _took = brought(browser, "large.jpg", b"\xff\xd8\xff" + b"\0" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert sentences(answer)
