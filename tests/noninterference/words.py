"""What the complaints say: every word that somebody writes carries a mark that occurs nowhere else (`MARK`)."""

import re
from typing import Any

from linli.flow.intake.submission import Person


def mark(name: str) -> str:
    """Return a word that occurs nowhere else in the world."""
    return f"xq{name}zv"


PHONE, OTHER_PHONE, IDENTITY = "13977123401", "13977123402", "990101197703034578"
NARRATIVE = (
    f"交通局的负责人收了护栏材料商的钱，修路的账是假的，{mark('narrative')}，我的身份证号是{IDENTITY}。"
)
SAID: dict[str, Any] = {
    "title": f"举报修路收钱{mark('title')}",
    "text": NARRATIVE,
    "name": f"钟无名{mark('name')}",
    "phone": PHONE,
    "address": f"河湾路7号{mark('address')}",
}
HELPER = Person("helper", f"代写人{mark('helper')}", OTHER_PHONE, f"井边巷2号{mark('helperaddress')}")
REASON, REFUSED_PASSWORD = f"登记后查看{mark('reason')}", "not-the-password"
SECRETS = [PHONE, OTHER_PHONE, IDENTITY]  # and every mark, which all look alike: see MARK
MARK = re.compile(rb"xq[a-z0-9_]+zv")

# what somebody who suspects a complaint searches for
GUESSES = """
护栏 材料商 收钱 负责人 假账 举报 检举 控告 密封 密封事项 交通局 修路 身份证 钟无名 代写 河湾路 井边巷 局长 收了 账是假的 的钱
贪污 受贿 信访 纪检 监察 核查 属实 移送 告知 答复 开启 开启密封 理由 干部 领导 举报人 xq zv xqn accusation sealed petitions
河湾路7号 3401
"""
WORDS = [*SAID.values(), *GUESSES.split(), OTHER_PHONE, IDENTITY, HELPER.name, HELPER.address, REASON]
TERMS = 200  # searched for in all: what is left are pieces of what the complaint says
PIECES = [NARRATIVE[at : at + size] for size in (2, 3, 4) for at in range(len(NARRATIVE) - size)]
WORDS += [piece for piece in dict.fromkeys(PIECES) if piece not in WORDS][: TERMS - len(WORDS)]
