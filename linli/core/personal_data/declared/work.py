"""What core and this room itself keep beside a matter."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from linli.core.clocks.models import Clock
from linli.core.matters.models import Matter
from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns, nothing

KEPT = ("kind", "at", "until", "amount", "unit", "source")


def erase_reasons(matter: Matter, *, now: datetime) -> None:
    """Take the reasons out of the acts on clocks; when what was decided stays, since the dates follow from it."""
    clocks = [clock for clock in Clock.objects.filter(matter=matter) if clock.acts]
    for clock in clocks:
        clock.acts = [{part: act[part] for part in KEPT if part in act} for act in clock.acts]
    Clock.objects.bulk_update(clocks, ["acts"])


holds(
    "clocks.reasons",
    "clocks.Clock",
    label=_("延长或暂停计时的理由"),
    purpose=_("说明期限是怎么算的"),
    copy=nothing,
    erase=erase_reasons,
)
holds(
    "personal_data.holds",
    "personal_data.Hold",
    label=_("暂缓删除的理由"),
    purpose=_("法院、审计或复查还需要时，先不删除"),
    **columns("personal_data.Hold", "reason"),
)
