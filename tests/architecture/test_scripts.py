"""Scripts of ours keep nothing about anybody, run no words, and speak to this site alone."""

import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, none, ours

SCRIPTS = [path for path in ours() if path.suffix == ".js" and path.is_relative_to(PACKAGE)]
# A page that people take home and open without any site: it must hold its own script and style.
TAKEN_HOME = "linli/doors/portal/proofs/templates/portal_proofs/alone.html"
TEMPLATES = [
    path
    for path in ours()
    if path.suffix == ".html" and path.is_relative_to(PACKAGE) and str(path.relative_to(ROOT)) != TAKEN_HOME
]

# What must not be there, and why; the places where it may, and what it does there.
FORBIDDEN = {
    r"\blocalStorage\b|\bindexedDB\b|\bcaches\.": "The browser keeps no words of anybody.",
    r"\bsessionStorage\b": "The browser keeps no words of anybody.",
    r"\beval\(|\bnew Function\b|setTimeout\(\s*[\"']": "Words are not run.",
    r"\.innerHTML\s*=|insertAdjacentHTML|outerHTML\s*=|document\.write": "Words are not made into markup.",
    r"\bpostMessage\b|addEventListener\(\s*[\"']message": "Windows do not talk to each other.",
    r"\bWebSocket\b|\bEventSource\b|https?://(?!www\.w3\.org)": "A script speaks to this site, by plain requests.",
    r"document\.cookie": "No script reads a cookie.",
    r"__proto__|\bconstructor\[|Object\.assign\([^{]": "Nothing from outside becomes a property of everything.",
}
ALLOWED = {
    "linli/doors/desk/alerts/static/desk_alerts/alarm.js": r"sessionStorage",  # the key of the last alarm heard
    "linli/doors/desk/static/desk/quiet.js": r"\.innerHTML\s*=",  # a part of our own page, asked for again
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_script_of_ours_does_what_it_must_not(what):
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in SCRIPTS
        for match in re.finditer(what, path.read_text(encoding="utf-8"))
        if not re.match(ALLOWED.get(str(path.relative_to(ROOT)), r"$^"), match[0])
    ]
    none(found, FORBIDDEN[what])


def test_no_page_holds_a_script_a_style_or_an_act_of_its_own():
    inline = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))[^>]*>|<style|\son[a-z]+=\"|javascript:", re.I
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]
    none(found, "The policy of the pages forbids it, and so do we.")


def test_no_page_takes_anything_from_elsewhere():
    away = re.compile(r"(?:src|action)=\"(?:https?:)?//[^\"]+|<link[^>]+href=\"(?:https?:)?//[^\"]+", re.I)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in away.finditer(path.read_text(encoding="utf-8"))
    ]
    none(found, "Scripts, styles, pictures and fonts are our own; forms go to this site.")


def test_nothing_is_marked_safe_that_somebody_wrote():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in re.finditer(r"\|safe\b|autoescape off|\|safeseq\b", path.read_text(encoding="utf-8"))
    ]
    none(found, "Django escapes what it shows; nobody switches that off.")
