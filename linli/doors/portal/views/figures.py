"""The figures that anyone may see: how many, how fast, how well, and where. Each rate with both of its numbers."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.flow.statistics import queries
from linli.flow.statistics.queries import Months, Row
from linli.ground.look import parts

MONTHS = 12
RATES = {
    "in_time": (gettext_lazy("按时答复"), gettext_lazy("在期限内答复的，占已答复的")),
    "said_solved": (gettext_lazy("居民说解决了"), gettext_lazy("评价里说解决了的，占评价过的")),
    "satisfied": (gettext_lazy("居民满意"), gettext_lazy("评价里满意和基本满意的，占评价过的")),
}


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The last twelve months. Places and kinds with fewer than five matters are put together."""
    today = timezone.localdate()
    months = Months.until(today, count=MONTHS)
    whole = queries.public_total(months)
    context = {
        "rates": rates(whole),
        "received": parts.Figure(_("收到"), whole.counts["received"]),
        "open": parts.Figure(_("正在办"), whole.counts["open"]),
        "trend": trend(queries.public_trend(months)),
        "towns": bars(_("各乡镇街道"), _("乡镇街道"), queries.public_table("town", months)),
        "kinds": bars(_("是什么事"), _("类型"), queries.public_table("kind", months)),
        "since": date(months.first // 100, months.first % 100, 1),
        "today": today,
        "nothing": not whole.counts["received"],
    }
    return render(request, "portal/figures.html", context)


def rates(whole: Row) -> list[parts.Figure]:
    return [
        parts.Figure(str(name), rate.numerator, rate.denominator, note=str(note))
        for rate in whole.rates
        if rate.name in RATES
        for name, note in (RATES[rate.name],)
    ]


def trend(rows: Sequence[Row]) -> parts.Trend:
    series = [
        (_("收到"), [parts.Point(row.label, row.counts["received"]) for row in rows]),
        (_("已答复"), [parts.Point(row.label, row.counts["answered"]) for row in rows]),
    ]
    return parts.Trend(_("每个月收到和答复了多少件"), series, label_name=_("月份"))


def bars(title: str, label: str, rows: Sequence[Row]) -> parts.Bars:
    return parts.Bars(
        title,
        [parts.Bar(row.label, row.counts["received"], marked=row.counts["late"]) for row in rows],
        label_name=label,
        value_name=_("件数"),
        marked_name=_("其中逾期"),
    )
