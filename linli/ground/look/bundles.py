"""One style sheet and one script for every page, joined from the small files that people edit.

The finder makes `look/look.css` and `look/look.js` whenever `collectstatic`, the development server or WhiteNoise asks
for them, so there is no build step to run or to forget.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCE = Path(__file__).parent / "static" / "look"

CSS = "tokens base buttons forms page portal desk table worklist parts clock timeline steps map chart print"
JS = "words keys drafts photos places clipboard"
BUNDLES: dict[str, list[str]] = {"look/look.css": CSS.split(), "look/look.js": JS.split()}


def parts_of(name: str) -> list[Path]:
    """Return the files that make up one bundle, in order."""
    suffix = Path(name).suffix
    return [SOURCE / suffix[1:] / f"{part}{suffix}" for part in BUNDLES[name]]


def joined(name: str) -> str:
    """Return the text of one bundle."""
    return "\n".join(part.read_text(encoding="utf-8").strip() for part in parts_of(name)) + "\n"


def made(name: str) -> Path:
    """Write the bundle under the data folder if it differs from what stands there; return its path."""
    path = Path(settings.VAR) / "bundles" / name
    text = joined(name)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path


class BundleFinder(BaseFinder):
    """Offers the bundles to `collectstatic` and to whatever serves static files."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        if path not in BUNDLES:
            return []
        found = str(made(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=Path(settings.VAR) / "bundles")
        for name in BUNDLES:
            made(name)
            yield name, storage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names carry the digest of their content; a file that was not collected keeps its plain name, the page still works."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            hashed: str = super().hashed_name(name, content, filename)
        except ValueError:
            return name
        return hashed
