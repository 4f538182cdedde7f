"""Reading proposals, reports and the organ that a petition is about."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.capabilities.petitions.figures.models import NamedOrgan, Proposal, Report, Stage
from linli.core.matters.models import Matter
from linli.ground.people.models import Unit
from linli.ground.people.queries.dates import valid_on


def proposals() -> QuerySet[Proposal]:
    """Return the proposals, the latest first."""
    return Proposal.objects.select_related("to", "made_by").order_by("-made_on", "-id")


def proposal(key: UUID) -> Proposal | None:
    return proposals().filter(id=key).first()


def reports() -> QuerySet[Report]:
    """Return all editions, drafts too, the latest year first."""
    rows = Report.objects.select_related("unit", "changed_by", "approved_by", "pdf")
    return rows.order_by("-year", "-edition")


def report(key: UUID) -> Report | None:
    return reports().filter(id=key).first()


def published() -> QuerySet[Report]:
    return reports().filter(stage=Stage.PUBLISHED)


def edition(year: int, number: int | None = None) -> Report | None:
    """Return what was published on a year: the edition asked for, the latest where none is."""
    rows = published().filter(year=year)
    return (rows.filter(edition=number) if number is not None else rows).first()


def editions(year: int) -> list[Report]:
    return list(published().filter(year=year))


def organ_choices(*, on: date) -> list[tuple[str, str]]:
    """Return the organs that a petition may be about and that a proposal may go to: the units of the centre."""
    rows = Unit.objects.filter(valid_on(on)).order_by("code").values_list("id", "name")
    return [(str(key), name) for key, name in rows]


def named_organ(matter: Matter) -> NamedOrgan | None:
    return NamedOrgan.objects.filter(petition=matter.id).select_related("organ").first()
