"""The answers to OWASP ASVS 5.0, levels 1 and 2: docs/asvs.toml in, docs/asvs.md out.

`python -m proof.asvs` writes the page. Subjects and answers are in our own words; the requirements themselves are read at
their source by their ids.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA, PAGE = ROOT / "docs" / "asvs.toml", ROOT / "docs" / "asvs.md"
COUNTED = 210  # requirements of levels 1 and 2 outside the chapters beside
BESIDE = (
    "V9",
    "V10",
)  # self-contained tokens and OAuth: asked of us only where residents confirm identity at a provider
ANSWERS = {
    "met": "the program does it, and the proof shows it",
    "set up": "the program cannot do it alone; it is so where the page of production is followed",
    "not applicable": "there is no such thing here",
    "deviates": "we do something else, for the reason given",
    "not met": "it is not so; what would be needed is said",
}


@dataclass(frozen=True)
class Row:
    """One requirement: its id and level, what it is about, our answer with its reason, and what proves it.

    A proof is a file of the repository, alone or with `::test` (a test in it) or `#words` (words in it; of a page, a heading).
    """

    id: str
    level: int
    about: str
    answer: str
    how: str
    proof: tuple[str, ...]

    @property
    def chapter(self) -> str:
        return self.id.split(".")[0]

    @property
    def is_beside(self) -> bool:
        return self.chapter in BESIDE


def rows() -> list[Row]:
    """Return all rows in the order of the file. Raises TypeError for a key that means nothing."""
    said = tomllib.loads(DATA.read_text(encoding="utf-8"))
    chapters: dict[str, dict[str, dict[str, object]]] = said["rows"]
    return [
        Row(f"V{key}", proof=tuple(row.pop("proof")), **row)  # type: ignore[arg-type]
        for chapter in chapters.values()
        for key, row in chapter.items()
    ]


def titles() -> dict[str, str]:
    """Return what each chapter is about, in our own words."""
    said: dict[str, str] = tomllib.loads(DATA.read_text(encoding="utf-8"))["chapters"]
    return said


def missing(proof: str) -> bool:
    """Tell whether what a row names as its proof is not there."""
    path, _, test = proof.partition("::")
    path, _, words = path.partition("#")
    file = ROOT / path
    if not file.exists():
        return True
    if test:
        return f"def {test.split('::')[-1]}(" not in file.read_text(encoding="utf-8")
    if words and file.suffix == ".md":
        return words not in headings(file)
    return bool(words) and words not in file.read_text(encoding="utf-8")


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as links name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def page() -> str:
    """Return the page: totals, then each chapter as a table."""
    found = rows()
    counted = [row for row in found if not row.is_beside]
    lines = [
        "# OWASP ASVS 5.0, levels 1 and 2",
        "",
        "Each requirement of the [Application Security Verification Standard](https://github.com/OWASP/ASVS) has an answer here,",
        "by its id, in our own words; what it asks exactly is read there. Left out: the chapter on WebRTC, which nothing uses.",
        "The chapters on tokens and OAuth are answered beside the count, as far as they concern a site that asks an identity",
        "provider. Why things are as they are: [security](security.md), [rules of security](security-rules.md).",
        "",
        "This page is made from `docs/asvs.toml` by `python -m proof.asvs`; a test holds both together, every proof to a file",
        "that exists. Nobody outside has examined the answers.",
        "",
        "| answer | means | level 1 | level 2 | together |",
        "|---|---|---|---|---|",
    ]
    count = Counter((row.answer, row.level) for row in counted)
    for answer, means in ANSWERS.items():
        one, two = count[answer, 1], count[answer, 2]
        lines.append(f"| {answer} | {means} | {one} | {two} | {one + two} |")
    one, two = (sum(row.level == level for row in counted) for level in (1, 2))
    lines.append(f"| **together** | | **{one}** | **{two}** | **{len(counted)}** |")
    for chapter, title in titles().items():
        mine = [row for row in found if row.chapter == chapter]
        beside = " (beside the count)" if chapter in BESIDE else ""
        lines += [
            "",
            f"## {chapter} {title}{beside}",
            "",
            "| id | level | about | answer | why, how | proof |",
            "|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {row.id} | {row.level} | {row.about} | {row.answer} | {row.how} | {' '.join(map(link, row.proof))} |"
            for row in mine
        ]
    return "\n".join(lines) + "\n"


def link(proof: str) -> str:
    """Return a link to a proof, as seen from docs/."""
    path = re.split(r"::|#", proof)[0]
    name = (
        proof.rsplit("::", maxsplit=1)[-1].removeprefix("test_").replace("_", " ")
        if "::" in proof
        else Path(path).name
    )
    anchor = f"#{proof.partition('#')[2]}" if path.endswith(".md") and "#" in proof else ""
    target = path.removeprefix("docs/") if path.startswith("docs/") else f"../{path}"
    return f"[{name}]({target}{anchor})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
