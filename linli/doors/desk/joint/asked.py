"""What the address of whistles and their figures asks for: a span of days, a department, which of its calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.handling.joint.figures import MEASURES, Measure
from linli.ground.calendars.moments import midnight
from linli.lib.typed import day_in, key_in

USUAL = timedelta(days=90)
KNOWN: dict[str, Measure] = {one: one for one in MEASURES}


@dataclass(frozen=True)
class Asked:
    """Calls made from `since` to `until`, both included."""

    since: date
    until: date
    unit: UUID | None = None
    measure: Measure = "called"

    @classmethod
    def of(cls, query: Mapping[str, str], *, today: date) -> Self:
        """Read an address; what cannot be read is not asked for."""
        until = day_in(query.get("until", "")) or today
        since = day_in(query.get("since", "")) or until - USUAL
        measure = KNOWN.get(query.get("measure", ""), "called")
        return cls(min(since, until), until, key_in(query.get("unit", "")), measure)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return the moments between which the calls were made; the last is not included."""
        return midnight(self.since), midnight(self.until + timedelta(days=1))

    @property
    def query(self) -> str:
        asked = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        if self.unit:
            asked["unit"] = str(self.unit)
        return urlencode({**asked, "measure": self.measure})

    def url(self, unit: UUID | None, measure: Measure) -> str:
        """Return the list behind one number."""
        return reverse("desk:joint-whistles") + "?" + type(self)(self.since, self.until, unit, measure).query

    @staticmethod
    def measures() -> dict[Measure, str]:
        return {
            "called": _("请到场"),
            "reported": _("到了场"),
            "in_time": _("按时到"),
            "rated": _("有评价"),
            "missed": _("没有来"),
        }
