"""Sample figures, bars, trend and map of the style guide: an invented county."""

from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext as _

from linli.ground.look import parts


def charts() -> dict[str, Any]:
    towns = [_("青石镇"), _("城东镇"), _("云岭乡"), _("河口镇"), _("石桥镇")]
    counts = [(182, 9), (141, 3), (96, 0), (73, 11), (40, 1)]
    came = [212, 240, 198, 226, 251, 260, 244, 239, 270, 281, 255, 231]
    done = [201, 236, 204, 219, 240, 266, 241, 244, 258, 272, 262, 240]
    months = [_("%(n)s月") % {"n": n} for n in range(1, 13)]
    return {
        "figures": [
            parts.Figure(_("按时响应率"), 2814, 2907, "#list"),
            parts.Figure(_("解决率"), 2390, 2907, "#list", _("部分解决的不算")),
            parts.Figure(_("满意率"), 1011, 1198, "#list", _("只算评价过的")),
            parts.Figure(_("现在逾期"), 24, None, "#list", _("点数字看是哪些"), "red"),
        ],
        "bars": parts.Bars(
            _("各镇收到的事项"),
            [
                parts.Bar(town, value, "#town", late, "#late")
                for town, (value, late) in zip(towns, counts, strict=True)
            ],
            _("乡镇"),
            _("件数"),
            _("其中逾期"),
        ),
        "trend": parts.Trend(
            _("每月收到和办结"),
            [
                (_("收到"), [parts.Point(m, v, "#month") for m, v in zip(months, came, strict=True)]),
                (_("办结"), [parts.Point(m, v, "#month") for m, v in zip(months, done, strict=True)]),
            ],
            unit=_("件"),
            label_name=_("月份"),
        ),
        "sketch": county(towns),
        "picker": county(towns, dots=False),
    }


def county(towns: list[str], *, dots: bool = True) -> parts.Sketch:
    """Draw five wedges of an invented county round its middle."""
    middle, turns = (110.5, 34.5), [0, 1.35, 2.6, 3.7, 5.1, 2 * pi]

    def rim(angle: float) -> tuple[float, float]:
        reach = 0.16 + 0.03 * sin(3 * angle) + 0.015 * cos(7 * angle)
        return middle[0] + reach * cos(angle), middle[1] + 0.8 * reach * sin(angle)

    outlines = []
    for index, name in enumerate(towns):
        start, stop = turns[index], turns[index + 1]
        arc = [rim(start + (stop - start) * step / 16) for step in range(17)]
        count = _("%(n)s件") % {"n": 40 + 23 * index}
        outlines.append(parts.Outline(f"0{index}", name, [[middle, *arc, middle]], "#place", count))
    points = [
        parts.Dot(110.56, 34.53, _("污水井盖破损"), "#a", "red", _("已超2天")),
        parts.Dot(110.42, 34.55, _("夜间施工"), "#b", "amber", _("今天到期")),
        parts.Dot(110.47, 34.42, _("灌溉渠漏水"), "#c", "ink", _("还有2天")),
        parts.Dot(110.58, 34.45, _("雪天送药"), "#d", "green", _("已答复")),
    ]
    return parts.sketch(_("青石县"), outlines, points if dots else [], width=640)
