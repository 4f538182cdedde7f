"""A small centre in which everything that has an address exists once, hung on one matter whose relations are known.

What stands in the parts of each address, and what its forms say.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from linli.capabilities.petitions.models import CarryingOut, Petition
from linli.core.matters.models import Matter
from linli.flow.handling.alerts import actions as alerts
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.supervision.models import Mark
from linli.flow.intake.receipt import Receipt
from linli.flow.routing.models import Duty
from linli.lib.identifiers import luhn_digit
from linli.testing.cast import Member
from linli.testing.makers import Centre
from tests.noninterference.asking import Viewer
from tests.stories.planting import Planter

NOTHING = UUID(int=(7 << 76) | (0b10 << 62) | 1)
ABSENT = "260320000000" + luhn_digit("260320000000")  # a number of the right form that nothing has

SEALED = [
    *(
        f"desk:sealed-{one}"
        for one in ("one", "open", "close", "file", "ask", "request", "keys", "key-end", "step")
    ),
    *(f"petitions:papers-{one}" for one in ("own", "close", "file")),
]
OF_ANSWERED = ["desk:closing-evidence-withdraw", "desk:letters-of", "desk:letters-write", "portal:letter", "portal:letter_file", "portal:letter_received"]  # fmt: skip


@dataclass
class World:
    """Everything that has an address; `values` fills the parts of addresses."""

    centre: Centre
    staff: dict[str, Member]
    own: Receipt
    neighbours: Receipt
    sealed: Receipt
    viewers: dict[str, Viewer]
    now: datetime
    rows: dict[str, Any] = field(default_factory=dict)

    def actor(self, name: str) -> Any:
        return self.staff[name].actor

    @cached_property
    def planter(self) -> Planter:
        return Planter(self.matter, self.other, self.rows["letter"].pdf)

    @property
    def matter(self) -> Matter:
        return self.centre.matter(self.own)

    @property
    def other(self) -> Matter:
        return self.centre.matter(self.neighbours)

    def planted(self, label: str, **given: Any) -> UUID:
        """Return the key of a row of this kind beside the matter; plants one where none is."""
        if label not in self.rows:
            model: Any = apps.get_model(label)
            self.rows[label] = self.planter.row(model, **given)
        found: UUID = self.rows[label].pk
        return found

    def mark(self) -> UUID:
        """Return the key of a mark of the unit that has the matter."""
        said: dict[str, Any] = {
            "colour": "yellow",
            "ground": "overdue",
            "source": "规则",
            "reason": "三次超期",
        }
        said |= {
            "given_at": self.now,
            "ends_on": timezone.localdate(self.now),
            "given_by": self.staff["leader"].staff,
        }
        unit = self.staff["handler"].unit
        key: UUID = Mark.objects.create(unit=unit, supervision=self.rows["supervision"], **said).pk
        return key

    def alert(self) -> UUID:
        """Return the key of an alert that is meant for whoever leads the unit."""
        unit = self.staff["head"].unit
        alerts.alert_lead(self.own.matter_id, unit=unit, kind="clock.breached", key="matrix", now=self.now)
        key: UUID = Alert.objects.get(key="matrix").pk
        return key

    def duty(self) -> UUID:
        """Return the key of something that an organ has to carry out of the petition."""
        petition = Petition.objects.get(matter=self.rows["claim"].matter_id)
        said: dict[str, Any] = {
            "began_at": self.now,
            "what": "恢复通水",
            "due_on": timezone.localdate(self.now),
        }
        key: UUID = CarryingOut.objects.create(petition=petition, organ=self.staff["handler"].unit, **said).pk
        return key

    def value(self, address: str, part: str) -> Any:
        """Return what stands in this part of this address."""
        return self.values.get(f"{address} {part}", self.values.get(part))

    @cached_property
    def bodies(self) -> dict[str, dict[str, str]]:
        """What a form must say so that it is asked at all whether it is allowed; by address."""
        return {
            "petitions:reception-take": {"service": str(self.rows["service"].id)},
            "petitions:reception-call": {"desk": str(self.rows["desk"].id)},
            "petitions:show-way": {"way": "court"},
            "desk:letters-one": {"act": "deliver", "how": "post", "on": f"{timezone.localdate(self.now)}"},
            "portal:data": {"right": "copy"},
            "desk:timing-one": {"words": "同意"},
            "desk:closing-promise": {"act": "withdraw", "reason": "改期"},
            "desk:exclusions-one": {"words": "同意", "leave_out": "1"},
            "desk:supervision-act": {"reason": "发错了"},
            "desk:supervision-answer": {"done": "修了", "result": "好了", "measures": "常看"},
            "petitions:duty": {"evidence": "已通水"},
            "desk:links-beside": {"relation": "related", "reason": "一处", "lead": self.own.number},
        }

    @cached_property
    def values(self) -> dict[str, Any]:
        """By the part's name, or by "address part"."""
        return self._of_matter() | self._of_rows() | self._of_the_house()

    def _of_matter(self) -> dict[str, Any]:
        return {
            "number": self.own.number,
            "other": self.other.number,
            "code": self.own.code,
            **{f"{address} number": self.sealed.number for address in SEALED},
            "desk:sealed-key-end staff_id": self.staff["leader"].staff.id,
            "desk:sealed-step name": "register",
            "clock": "reply",
            "name": "note",
            "step": "note",
            "portal:step name": "add",
            "right": "correct",
        }

    def _of_rows(self) -> dict[str, Any]:
        rows = self.rows
        return {
            "attachment": rows["photo"].id,
            "desk:closing-evidence-withdraw attachment": rows["evidence"].id,
            **{f"{address} number": rows["answered"].number for address in OF_ANSWERED},
            "file_id": rows["sealed_file"].id,
            "desk:sealed-request request_id": rows["sealed_request"].id,
            "desk:timing-one request_id": rows["time"].id,
            "desk:timing-withdraw request_id": rows["time"].id,
            "request_id": rows["right"].id,
            "visit_id": self.planted("visits.Visit"),
            "commitment_id": rows["promise"].id,
            "exclusion_id": self.planted("exclusions.Exclusion"),
            "letter_id": rows["letter"].id,
            "task_id": rows["task"].id,
            "call_id": rows["call"].id,
            "meeting_id": rows["meeting"].id,
            "item_id": rows["meeting"].items.get().id,
            "alert_id": self.alert(),
            "mark_id": self.mark(),
            "desk:supervision-one number": rows["supervision"].number,
            "desk:supervision-letter number": rows["supervision"].number,
            "desk:supervision-answer number": rows["supervision"].number,
            "desk:supervision-act number": rows["supervision"].number,
            "portal:supervised-one number": rows["supervision"].number,
            "duty_id": self.duty(),
            "petitions:confirm number": rows["claim"].number,
            "petitions:show-way number": rows["claim"].number,
            "petitions:figures-organ number": rows["claim"].number,
            "petitions:identity number": rows["claim"].number,
            "petitions:identity-go number": rows["claim"].number,
            "ticket_id": rows["ticket"].id,
            "stop_id": rows["ticket"].stops.get().id,
            "proposal_id": rows["proposal"].id,
            "report_id": rows["report_draft"].id,
        }

    def _of_the_house(self) -> dict[str, Any]:
        cast, draft = self.centre.cast, self.rows["draft"]
        return {
            "lane": "all",
            "filter_id": self.rows["filter"].id,
            "staff_id": cast.handler.staff.id,
            "unit_id": cast.water.id,
            "which": "unsolved",
            "paper": "80",
            "place": 0,
            "form": "pdf",
            "kind": "csv",
            "dimension": "unit",
            "language": "zh-hans",
            "page": "colours",
            "year": self.rows["report"].year,
            "edition": 1,
            "act": "show",
            "table": "units",
            "draft_id": draft.id,
            "key": str(cast.handler.staff.id),
            "pk": 1,
            "desk:supervision-act name": "withdraw",
            "desk:supervision-mark-proposed key": "none",
            "desk:letters-write kind": "reply-letter",
            "desk:letters-template code": "reply-letter",
            "desk:joint-act act": "answer",
            "desk:meeting-act act": "hold",
            "desk:meeting-item act": "discuss",
            "petitions:report-act act": "publish",
            "desk:laboratory-rule key": draft.rules.first().id,
            "desk:laboratory-rule-act key": draft.rules.first().id,
            "desk:laboratory-rule-act act": "end",
            "desk:laboratory-duty key": Duty.objects.earliest("id").id,
            "desk:laboratory-duty-act key": Duty.objects.earliest("id").id,
            "desk:laboratory-duty-act act": "end",
            "desk:register-options name": "units",
            "desk:register name": "categories",
            "desk:register-add name": "categories",
            "desk:register-export name": "categories",
            "desk:register-row name": "categories",
            "desk:register-end name": "categories",
            "desk:register-history name": "categories",
            "desk:register-row key": str(self.centre.leak.id),
            "desk:register-end key": str(self.centre.leak.id),
            "desk:register-history key": str(self.centre.leak.id),
            "desk:map-of code": cast.east.code,
            "portal:map_of code": cast.east.code,
            "portal:cells_of code": cast.east.code,
            "portal:cell code": cast.cell.code,
            "portal:card code": cast.cell.code,
            "portal:verify_code code": self.rows["letter"].mark,
            "petitions:roster-of code": cast.centre.code,
            "petitions:board-of code": cast.centre.code,
        }
