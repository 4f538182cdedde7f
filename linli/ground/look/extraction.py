"""Find every sentence that people see: in Python, in templates, in scripts; and compare them with the catalogues."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

from linli.ground.look import catalogues

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# No sentence for people stands in these folders.
PASSED_OVER = {"tests", "migrations", "locale", "node_modules", "__pycache__"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
CHURN = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To'
    r'|Project-Id-Version|MIME-Version|Content-Transfer-Encoding):.*\\n"\n',
    re.MULTILINE,
)


@dataclass
class Report:
    """What is wrong with one catalogue."""

    path: Path
    untranslated: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    garbled: list[str] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        return not (self.untranslated or self.stale or self.garbled)

    def lines(self) -> Iterator[str]:
        """Say each fault on a line of its own."""
        for word, found in (
            ("no English", self.untranslated),
            ("no longer used", self.stale),
            ("placeholders differ", self.garbled),
        ):
            yield from (f"{self.path}: {word}: {text}" for text in found)


def updated(app: Path, domain: str) -> Catalog | None:
    """Return the catalogue of `app` as it should be, with the translations it has; None where the app says nothing."""
    found = extracted(app, domain)
    if not len(found):
        return None
    old = catalogues.read(target_of(app, domain), domain=domain)
    old.update(found, no_fuzzy_matching=True)
    old.obsolete.clear()
    return old


def check(app: Path, domain: str) -> Report:
    """Compare what an app says with what its catalogue holds."""
    path = target_of(app, domain)
    report = Report(path)
    had = {_key(message) for message in catalogues.read(path, domain=domain) if message.id}
    now = updated(app, domain)
    wanted = [message for message in now or [] if message.id]
    report.stale = sorted(str(key[0]) for key in had - {_key(message) for message in wanted})
    for message in wanted:
        texts = _texts(message.string)
        if not all(texts):
            report.untranslated.append(_first(message))
        elif _placeholders(texts[-1]) != _placeholders(_first(message)):
            report.garbled.append(_first(message))
    return report


def write(app: Path, domain: str) -> bool:
    """Bring one catalogue up to date on disk; tell whether it changed."""
    path, catalogue = target_of(app, domain), updated(app, domain)
    if catalogue is None:
        existed = path.exists()
        path.unlink(missing_ok=True)
        return existed
    text = rendered(catalogue)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def rendered(catalogue: Catalog) -> str:
    """Return a catalogue as text that changes only when a sentence does: sorted, without dates or line numbers."""
    catalogue.header_comment = ""
    catalogue.fuzzy = False
    made = BytesIO()
    write_po(made, catalogue, sort_output=True, ignore_obsolete=True, include_lineno=False, width=0)
    return CHURN.sub("", made.getvalue().decode("utf-8")).lstrip("#\n ")


def extracted(app: Path, domain: str) -> Catalog:
    """Return what the files of `app` say, without translations."""
    found = Catalog(locale=catalogues.LANGUAGE, domain=domain, fuzzy=False)
    for path in files_of(app, domain):
        for _line, text, comments, context in _messages(path):
            where = [(path.relative_to(app).as_posix(), 0)]
            found.add(text, locations=where, auto_comments=comments, context=context)
    return found


def files_of(app: Path, domain: str) -> Iterator[Path]:
    """Yield the files of an app that may hold sentences; a folder that is an app itself speaks for itself."""
    suffixes = {".js"} if domain == "djangojs" else {".py", ".html", ".txt"}
    inner = [other for other in catalogues.apps(app) if other != app]
    for path in sorted(app.rglob("*")):
        if path.suffix not in suffixes or PASSED_OVER & set(path.relative_to(app).parts):
            continue
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        if not any(path.is_relative_to(other) for other in inner):
            yield path


def homeless(root: Path = catalogues.ROOT) -> list[Path]:
    """Return files with sentences that belong to no app, so that no catalogue could hold their translation."""
    apps = catalogues.apps(root)
    return [
        path
        for path in sorted(root.rglob("*.py"))
        if not PASSED_OVER & set(path.relative_to(root).parts)
        and not any(path.is_relative_to(app) for app in apps)
        and any(True for _ in _messages(path))
    ]


def target_of(app: Path, domain: str) -> Path:
    return app / "locale" / catalogues.LANGUAGE / "LC_MESSAGES" / f"{domain}.po"


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    method = "javascript" if path.suffix == ".js" else "python"
    if path.suffix in (".html", ".txt"):
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return iter(extract(method, BytesIO(text.encode("utf-8")), KEYWORDS, (), {"encoding": "utf-8"}))


def _key(message: Message) -> tuple[object, str | None]:
    return (message.id, message.context)


def _first(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(one_or_more: object) -> list[str]:
    """Return the forms of a sentence; the last is the general one ("1 day left" may leave the number out)."""
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more or [""])  # type: ignore[call-overload]


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))
