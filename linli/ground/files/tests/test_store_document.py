"""A clerk adds a document."""

import io

import pytest

from linli.ground.files import actions
from linli.ground.files.actions import FileRefused
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("data", [samples.packed_pdf(b"<< /Type /Page >>"), samples.pdf(b"<< /S /URI >>")])
def test_pages_packed_as_today_and_links_are_no_programs(now, data):
    assert actions.store_document(io.BytesIO(data), now=now).kind == "application/pdf"


def test_a_pdf_is_kept_as_it_is(now):
    row = actions.store_document(io.BytesIO(samples.pdf()), now=now)
    assert (row.kind, row.size, row.width) == ("application/pdf", len(samples.pdf()), None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (samples.HTML, "kind"),
        (samples.photo(), "kind"),
        (b"\n" + samples.pdf(), "kind"),
        (samples.pdf()[:-8], "truncated"),
        (samples.pdf(b"<< /S /JavaScript >>"), "disguise"),
        (samples.pdf(b"<< /Type /EmbeddedFile >>"), "disguise"),
        (samples.pdf(b"<< /S /J#61vaScript >>"), "disguise"),
        (samples.pdf(b"<< /S /SubmitForm >>"), "disguise"),
        (samples.packed_pdf(b"<< /S /JavaScript >>"), "disguise"),
        (samples.packed_pdf(b"x" * 70_000_000), "disguise"),
        (samples.pdf(b"<< /Type /ObjStm >>\nstream\nbroken\nendstream"), "disguise"),
        (samples.pdf() + samples.archive(), "disguise"),
        (samples.pdf(samples.HTML), "disguise"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(now, data, reason):
    with pytest.raises(FileRefused) as refused:
        actions.store_document(io.BytesIO(data), now=now)
    assert refused.value.reason == reason
    assert refused.value.sentence.endswith("。")


def test_a_large_document_is_refused(now, settings):
    settings.FILES_LIMITS = {"document_bytes": 10}
    with pytest.raises(FileRefused):
        actions.store_document(io.BytesIO(samples.pdf()), now=now)
