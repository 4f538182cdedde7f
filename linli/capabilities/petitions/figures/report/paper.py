"""The report on paper: the same texts and numbers, drawn by the document engine."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from linli.capabilities.petitions.figures.models import Report
from linli.capabilities.petitions.figures.report import shown
from linli.capabilities.petitions.figures.report.chapters import CHAPTERS
from linli.capabilities.petitions.figures.report.words import CHINESE
from linli.ground.documents import versions
from linli.ground.documents.blocks import Proof
from linli.ground.documents.drawing import drawn_pdf
from linli.ground.documents.reading.filling import Frame

TEMPLATE = "petition_yearly"
DRAFT = "草稿 未经批准"


def pdf(report: Report, *, now: datetime, address: str = "") -> bytes:
    """Return the report as PDF; one that is not published carries a mark across its pages."""
    with override(CHINESE):
        fields = fields_of(report)
    proof = Proof(address, report.number or str(report)) if address else None
    mark = "" if report.is_published else DRAFT
    frame = Frame(
        report.number, report.unit.name, timezone.localdate(report.published_at or now), proof, mark
    )
    return drawn_pdf(versions.in_force(TEMPLATE), fields, frame, now=now)


def fields_of(report: Report) -> dict[str, Any]:
    """Return what the template may say."""
    page = shown.page(report)
    rows = {name: _rows(table) for name, table in page.tables.items()}
    shares = [
        {"name": str(one.share.words), "value": one.percent, "parts": one.parts, "waiting": one.waiting}
        for one in page.shares
    ]
    definitions = [
        {
            "name": str(one.share.words),
            "numerator": str(one.share.numerator),
            "denominator": str(one.share.denominator),
        }
        for one in page.shares
    ]
    proposals = [
        {
            "name": line.label,
            "made": str(line.made),
            "answered": str(line.answered),
            "adopted": str(line.adopted),
        }
        for line in page.proposals
    ]
    return {
        **{chapter: report.texts.get(chapter, "") for chapter in CHAPTERS},
        **rows,
        "few_organs": page.tables["organ"].few_words,
        "shares": shares,
        "definitions": definitions,
        "proposals_table": proposals,
        "report_year": str(report.year),
        "edition": page.edition_words,
        "fewest": str(report.figures["fewest"]),
    }


def _rows(table: shown.Table) -> list[dict[str, str]]:
    if table.is_withheld:
        return [{"name": "—", "value": _("件数太少，不公布")}]
    return [{"name": row.label, "value": row.words} for row in table.rows]
