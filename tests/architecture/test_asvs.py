"""Every requirement of OWASP ASVS 5.0, levels 1 and 2, has one answer, and every answer a proof that is there."""

from collections import Counter

from linli.ground.people.login.passwords import WORDS
from proof import asvs
from tests.architecture.source import ROOT, none

# The requirements of each section by their levels, in the order of their numbers; those of level 3 are not answered here.
LEVELS = """
V1.1 22  V1.2 1111122223  V1.3 112222222223  V1.4 222  V1.5 123
V2.1 122  V2.2 112  V2.3 12223  V2.4 23
V3.1 3  V3.2 113  V3.3 12223  V3.4 11222233  V3.5 11122333  V3.6 3  V3.7 22333
V4.1 12233  V4.2 23333  V4.3 22  V4.4 1222
V5.1 2  V5.2 112333  V5.3 113  V5.4 222
V6.1 122  V6.2 111111112222  V6.3 11223333  V6.4 112233  V6.5 22222333  V6.6 2223  V6.7 33  V6.8 2222
V7.1 222  V7.2 1111  V7.3 22  V7.4 11222  V7.5 223  V7.6 22
V8.1 1233  V8.2 1123  V8.3 133  V8.4 23
V11.1 2233  V11.2 22233  V11.3 11233  V11.4 1222  V11.5 23  V11.6 23  V11.7 33
V12.1 12233  V12.2 11  V12.3 22223
V13.1 2333  V13.2 222223  V13.3 2233  V13.4 1222233
V14.1 22  V14.2 12223333  V14.3 122
V15.1 12233  V15.2 12233  V15.3 1222222  V15.4 3333
V16.1 2  V16.2 22222  V16.3 2222  V16.4 222  V16.5 2223
"""
BESIDE = "V9.1 111  V9.2 1222  V10.1 22  V10.2 223  V10.5 22222"  # of OAuth the sections for a client of OpenID Connect


def asked(sections):
    words = sections.split()
    return {
        f"{section}.{number}": int(level)
        for section, levels in zip(words[::2], words[1::2], strict=True)
        for number, level in enumerate(levels, start=1)
        if level != "3"
    }


def test_each_of_the_210_requirements_is_answered_once_at_its_level(evidence):
    rows = asvs.rows()
    counted = {row.id: row.level for row in rows if not row.is_beside}
    assert counted == asked(LEVELS)
    assert len(counted) == asvs.COUNTED == len([row for row in rows if not row.is_beside])
    assert {row.id: row.level for row in rows if row.is_beside} == asked(BESIDE)
    assert Counter(counted.values()) == {1: 61, 2: 149}
    said = Counter(row.answer.replace(" ", "_") for row in rows if not row.is_beside)
    evidence("ASVS", requirements=len(counted), **said)


def test_every_answer_is_one_of_five_and_says_why():
    none({row.id for row in asvs.rows() if row.answer not in asvs.ANSWERS}, "An answer that means nothing.")
    none(
        {row.id for row in asvs.rows() if len(row.how) < 5 or not row.about},
        "Say what it is about, and how or why.",
    )
    excused = {row.id for row in asvs.rows() if row.answer in ("deviates", "not met") and len(row.how) < 40}
    none(excused, "Whoever does otherwise says why, and what would be needed.")


def test_every_proof_is_there():
    missing = [f"{row.id}: {proof}" for row in asvs.rows() for proof in row.proof if asvs.missing(proof)]
    none(missing, "The row names a proof that is not there.")
    none({row.id for row in asvs.rows() if not row.proof}, "An answer without a proof.")


def test_a_proof_that_is_not_there_is_noticed():
    assert asvs.missing("docs/nowhere.md")
    assert asvs.missing("docs/security.md#no-such-heading")
    assert asvs.missing("tests/architecture/test_asvs.py::test_nothing")
    assert not asvs.missing("tests/architecture/test_asvs.py::test_every_proof_is_there")


def test_the_page_is_made_from_the_answers():
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.page(), "python -m proof.asvs"


def test_what_the_pages_of_security_promise_of_passwords_is_what_is_refused():
    page = (ROOT / "docs" / "security-rules.md").read_text(encoding="utf-8")
    none({word for word in WORDS if word not in page}, "Name the word in docs/security-rules.md.")
