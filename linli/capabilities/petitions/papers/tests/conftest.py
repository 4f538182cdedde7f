"""Petitions with their documents: brought through the real actions, papers issued by whoever may."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from linli.capabilities.petitions.tests.conftest import Petitions, petitions_office
from linli.flow.outcomes.letters import actions as letters
from linli.flow.outcomes.letters.models import Letter
from linli.flow.outcomes.letters.queries import data_of
from linli.ground.people.actor import Actor

__all__ = ["petitions_office"]


def words_of_pdf(data: bytes) -> str:
    """Return what stands on the pages, without breaks."""
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    return "".join("".join(pages).replace("\u200b", "").split())


def words_of_docx(data: bytes) -> str:
    found = docx.Document(BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "".join("".join([paragraph.text for paragraph in found.paragraphs] + cells).split())


@dataclass
class Papers:
    """The office that issues documents; `said` is what its writer adds to each."""

    office: Petitions

    def issue(self, receipt, kind: str, actor: Actor, **said: Any) -> Letter:
        letter = letters.issue(receipt.matter_id, kind=kind, fields=said, actor=actor, now=self.office.now)
        self.office.settle()
        return letter

    def deliver(self, letter: Letter, actor: Actor, *, on: date | None = None) -> None:
        letters.deliver(letter.id, how="hand", to="本人", on=on, actor=actor, now=self.office.now)
        self.office.settle()

    def texts(self, letter: Letter) -> tuple[str, str]:
        """Return what stands in the PDF and in the Word file."""
        return words_of_pdf(data_of(letter, "pdf")), words_of_docx(data_of(letter, "docx"))


@pytest.fixture
def papers(petitions_office: Petitions) -> Papers:
    return Papers(petitions_office)
