import re

from proof import page
from proof.promises import ROOT, promises

EVIDENCE = re.compile(r"""\bevidence\(\s*"([A-Z]+[0-9]*)\"""")


def test_every_promise_is_shown_by_tests_that_exist():
    missing = [
        f"{promise.id}: {test}"
        for promise in promises()
        for test in promise.tests
        if not (ROOT / test.partition("::")[0]).exists()
    ]
    assert not missing


def test_every_test_that_gives_evidence_gives_it_for_a_promise_that_names_it():
    known = {promise.id: promise for promise in promises()}
    strange = [
        f"{path.relative_to(ROOT)}: {promise}"
        for folder in ("tests", "linli")
        for path in (ROOT / folder).rglob("test_*.py")
        for promise in EVIDENCE.findall(path.read_text(encoding="utf-8"))
        if promise not in known or not _names(known[promise].tests, str(path.relative_to(ROOT)))
    ]
    assert not strange


def _names(tests, path):
    files = [test.partition("::")[0] for test in tests]
    return any(path == file or path.startswith(f"{file}/") for file in files)


def test_the_page_of_evidence_says_what_was_found():
    assert page.PAGE.read_text(encoding="utf-8") == page.page(promises(), page.kept()), (
        "Write it anew: python3 run.py proof --write-only"
    )
