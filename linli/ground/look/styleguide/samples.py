"""Sample data of the style guide: invented, fixed in time, in no real place."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from linli.ground.look import parts
from linli.ground.look.styleguide.charts import charts
from linli.ground.look.styleguide.forms import Question, Reason, Reply

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 3, 9, 5, tzinfo=HERE)
BEGAN = datetime(2026, 2, 24, 10, 20, tzinfo=HERE)


def everything() -> dict[str, Any]:
    """Return one of each part."""
    return {
        "now": NOW,
        "clocks": clocks(),
        "rows": rows(),
        "happenings": happenings(),
        "steps": steps(),
        "card": card(),
        "question": wrong_question(),
        "photos": Question(auto_id="photos_%s")["photos"],
        "chips": [
            parts.Chip(_("本单位"), "?"),
            parts.Chip(_("待认领"), "?"),
            parts.Chip(_("青石镇"), "?"),
        ],
        "pager": parts.Pager(next="?", previous="?", words=_("按期限排列")),
        "crumbs": [parts.Crumb(_("首页"), "/"), parts.Crumb(_("界面样式"))],
        "stages": stages(),
        "diagram": parts.diagram(stages(), passages()),
        "receipt": receipt(),
        **charts(),
    }


def account(began: date, count: int) -> tuple[list[parts.Day], datetime]:
    """Count working days from the day after `began`; return the account and the end of the last day."""
    days, on, number = [parts.Day(began, False, _("收到当日不算，从次日起算"))], began, 0
    while number < count:
        on += timedelta(days=1)
        if on.weekday() >= 5:
            days.append(parts.Day(on, False, _("周末")))
            continue
        number += 1
        days.append(parts.Day(on, True, _("工作日") if number < count else _("最后一天，到24时"), number))
    return days, datetime(on.year, on.month, on.day, 23, 59, 59, tzinfo=HERE)


def clock(name: str, count: int, *, began: datetime = BEGAN, **more: Any) -> parts.Clock:
    days, due = account(began.date(), count)
    limit = _("%(n)s个工作日") % {"n": count}
    return parts.Clock(name, began, due, NOW, limit, _("示例规则第三条"), account=days, **more)


def clocks() -> list[parts.Clock]:
    return [
        clock(_("答复期限"), 30, began=BEGAN - timedelta(days=4), provisional=True),
        clock(_("受理告知"), 6, opened=True),
        clock(_("首次联系"), 2),
        clock(_("现场核实"), 8, done_at=NOW - timedelta(days=3)),
    ]


def rows() -> list[parts.Row]:
    told: list[tuple[str, str, str, str, float]] = [
        ("D2026-00417", _("幸福里小区3号楼污水井盖破损"), _("青石镇柳溪村2网格"), _("陈晓"), -2),
        ("D2026-00422", _("夜间施工到凌晨，老人孩子睡不着"), _("城东镇桃园社区"), "", 0.2),
        ("D2026-00388", _("灌溉渠漏水，三户麦田被淹"), _("青石镇上坝村1网格"), _("陈晓"), 2),
        ("D2026-00431", _("想问新农合异地报销要带什么材料"), _("云岭乡"), "", 4),
        ("D2026-00290", _("村口路灯十盏有六盏不亮"), _("城东镇南塘村5网格"), _("马国强"), 9),
        ("D2026-00287", _("邻里因宅基地边界起争执，请求调解"), _("青石镇柳溪村4网格"), _("何秀英"), 24),
    ]
    made = [
        parts.Row(
            number,
            "#row",
            what,
            where,
            who,
            due_at=(NOW + timedelta(days=days)).replace(hour=23, minute=59),
            began_at=BEGAN,
            now=NOW,
            new=index == 3,
            current=index == 2,
            id=number,
        )
        for index, (number, what, where, who, days) in enumerate(told)
    ]
    answered = parts.Row(
        "D2026-00105",
        "#row",
        _("感谢网格员雪天送药"),
        _("云岭乡"),
        _("何秀英"),
        done=True,
        now=NOW,
        due_words=_("已答复"),
    )
    return [*made, answered]


def happenings() -> list[parts.Happening]:
    return [
        parts.Happening(
            BEGAN, _("收到"), _("居民，经网页"), _("井盖裂了一个大口子，晚上看不见，孩子差点踩空。")
        ),
        parts.Happening(
            BEGAN + timedelta(minutes=1), _("转给柳溪村便民服务站"), _("按地点分派：规则“小事不出社区”")
        ),
        parts.Happening(BEGAN + timedelta(hours=2), _("认领"), _("陈晓，柳溪村便民服务站")),
        parts.Happening(
            BEGAN + timedelta(days=1),
            _("备注"),
            _("陈晓"),
            _("已拉警戒线，联系水务所领新井盖。"),
            internal=True,
            told_at=BEGAN + timedelta(hours=5),
        ),
        parts.Happening(BEGAN + timedelta(days=5), _("超过首次联系期限"), "", tone="red"),
        parts.Happening(
            NOW - timedelta(hours=1),
            _("答复"),
            _("柳溪村便民服务站"),
            _("新井盖今天上午已经装好，旁边加了反光条。"),
            tone="green",
        ),
    ]


def steps() -> list[parts.StepButton]:
    return [
        parts.StepButton(
            "reply",
            _("答复"),
            "#",
            likely=True,
            form=Reply(auto_id="reply_%s"),
            version=3,
            opened=True,
            draft_url="#",
            key="r",
            submit=_("看一遍再发出"),
        ),
        parts.StepButton("claim", _("认领"), "#", key="c"),
        parts.StepButton("hand_over", _("转办"), "#", form=Reason(auto_id="over_%s"), key="t"),
        parts.StepButton("return", _("退回"), "#", form=Reason(auto_id="return_%s")),
    ]


def card() -> parts.Card:
    return parts.Card(
        "D2026-00417",
        _("幸福里小区3号楼污水井盖破损"),
        _("办理中"),
        "#card",
        _("井盖裂了一个大口子，晚上看不见，孩子差点踩空。"),
        [
            parts.Fact(_("地点"), _("青石镇柳溪村2网格，3号楼东侧")),
            parts.Fact(_("责任单位"), _("柳溪村便民服务站"), "#unit"),
            parts.Fact(_("分类"), _("市政设施 › 井盖")),
        ],
        rows()[0],
    )


def wrong_question() -> Question:
    return Question({"text": "", "phone": "138 0000 0000"}, auto_id="question_%s")


def stages() -> list[parts.Stage]:
    return [
        parts.Stage("received", _("收到"), "done"),
        parts.Stage("routed", _("已分派"), "done"),
        parts.Stage("handling", _("办理中"), "here", _("柳溪村便民服务站，最迟3月6日（周五）答复")),
        parts.Stage("replied", _("已答复")),
        parts.Stage("closed", _("已办结")),
    ]


def passages() -> list[parts.Passage]:
    return [
        parts.Passage("received", "routed", _("分派")),
        parts.Passage("routed", "handling", _("认领")),
        parts.Passage("handling", "routed", _("退回")),
        parts.Passage("handling", "replied", _("答复")),
        parts.Passage("replied", "closed", _("办结")),
        parts.Passage("closed", "handling", _("重办")),
        parts.Passage("routed", "closed", _("撤回")),
    ]


def receipt() -> parts.Receipt:
    return parts.Receipt(
        "D2026-00417",
        "QT7M-4KXW-9H2C",
        "https://linli.example/f/QT7M4KXW9H2C",
        _("柳溪村便民服务站"),
        datetime(2026, 3, 7, tzinfo=HERE),
        BEGAN,
        title=_("幸福里小区3号楼污水井盖破损"),
    )
