"""What somebody reads who is sent away: a plain page in both languages, or a problem document for a program."""

import json
from functools import cache
from html import escape

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from linli.ground.look.headers import FIXED, STRICT
from linli.ground.look.problem import CONTENT_TYPE

STATUS = "503 Service Unavailable"
TOO_LARGE = "413 Content Too Large"
PLACE = "{seconds}"

Answer = tuple[str, list[tuple[str, str]], bytes]


def answer(accept: str, path: str, seconds: int) -> Answer:
    """Return status, headers and body. `accept`: what the asker takes; `seconds`: after how many to come again."""
    for_program = path.startswith("/api/") or ("json" in accept and "text/html" not in accept)
    body = (problem() if for_program else page()).replace(PLACE, str(seconds)).encode()
    kind = CONTENT_TYPE if for_program else "text/html; charset=utf-8"
    return STATUS, [*_headers(kind, body), ("Retry-After", str(seconds))], body


def too_large() -> Answer:
    """Return the answer to a request that is larger than any that has a purpose here; its body is not read."""
    said = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.append(_("一次发来的内容太大了，没有收。照片请少放几张，再试一次。"))
    body = "\n".join(said).encode()
    return TOO_LARGE, [*_headers("text/plain; charset=utf-8", body), ("Connection", "close")], body


def _headers(kind: str, body: bytes) -> list[tuple[str, str]]:
    own = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    if settings.SECURE_HSTS_SECONDS:
        own["Strict-Transport-Security"] = STRICT % settings.SECURE_HSTS_SECONDS
    return list({**FIXED, **own}.items())


def words() -> tuple[str, str, str]:
    """Return title, what is so, and what to do, in the language in force."""
    what = _(
        "现在同时办事的人很多，这一页先不打开，好让反映事情的人都能交上来。您提交过的内容都在，没有丢失。"
    )
    then = _("请过%(seconds)s秒再试。反映事情不用等，随时可以提交。") % {"seconds": PLACE}
    return _("现在人多，请稍等"), what, then


@cache
def page() -> str:
    """Return the page with a place for the seconds. It needs no style, no script and no other file."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            title, what, then = map(escape, words())
            back, phone = escape(_("去反映事情")), escape(str(settings.SITE["phone"]))
            call = escape(_("也可以打电话：%(phone)s") % {"phone": phone}) if phone else ""
        lines = f"<h1>{title}</h1><p>{what}</p><p>{then}</p><p><a href='/'>{back}</a></p><p>{call}</p>"
        parts.append(f"<section lang='{language}'>{lines}</section>")
    head = "<meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
    with override(settings.LANGUAGE_CODE):
        title = escape(words()[0])
    return (
        f"<!doctype html><html lang='{settings.LANGUAGE_CODE}'><head>{head}<title>{title}</title></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )


@cache
def problem() -> str:
    with override(settings.LANGUAGE_CODE):
        title, what, then = words()
    said = {"type": "about:blank", "title": title, "status": 503, "detail": what + then}
    return json.dumps(said, ensure_ascii=False)
