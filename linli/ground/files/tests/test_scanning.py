"""A centre with a virus scanner keeps nothing that it found unclean, or could not look at."""

import io
import sys

import pytest

from linli.ground.files import actions
from linli.ground.files.actions import FileRefused
from linli.ground.files.models import StoredFile
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db

LOOKS = f"{sys.executable} -c 'import sys; sys.exit(int(b\"infected\" in sys.stdin.buffer.read()))'"


@pytest.mark.parametrize(
    ("store", "clean"), [(actions.store_image, samples.photo()), (actions.store_document, samples.pdf())]
)
def test_what_is_clean_is_kept_and_what_is_not_is_refused_with_a_sentence(now, settings, store, clean):
    settings.FILES_SCANNER = LOOKS
    with pytest.raises(FileRefused) as refused:
        store(io.BytesIO(clean + b"infected"), now=now)
    assert refused.value.reason == "virus"
    assert refused.value.sentence.endswith("。")
    assert not StoredFile.objects.exists()
    assert store(io.BytesIO(clean), now=now).size


@pytest.mark.parametrize("scanner", ["/nowhere/scanner", f"{sys.executable} -c 'raise SystemExit(2)'"])
def test_what_could_not_be_looked_at_is_not_kept(now, settings, scanner):
    settings.FILES_SCANNER = scanner
    with pytest.raises(FileRefused) as refused:
        actions.store_document(io.BytesIO(samples.pdf()), now=now)
    assert refused.value.reason == "scanner"
    assert not StoredFile.objects.exists()
