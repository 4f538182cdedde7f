"""What verifying found, in words: where, what does not fit, up to where everything still fits, and what to do now."""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Verdict
from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM

LISTED = 100

SAID: dict[Kind, Promise | str] = {
    Kind.CHAIN: gettext_lazy("这条记录前面，有记录被删掉、插进来或者换了位置"),
    Kind.ENTRY: gettext_lazy("这条记录被改过：谁、什么时候、做了什么，和当时记下的不一样"),
    Kind.SAID: gettext_lazy("这条记录里写的内容被改过"),
    Kind.WORDS: gettext_lazy("写的内容不见了或者变了，又没有依法删除的记录"),
    Kind.GAP: gettext_lazy("总账在这里缺了一条"),
    Kind.TILE: gettext_lazy("总账在这里和记录对不上"),
    Kind.SHORTER: gettext_lazy("总账比已经签过名的检查点短：末尾被截掉了，或者换上了旧的数据库"),
    Kind.DIFFERS: gettext_lazy("总账和已经签过名的检查点不一样：这之前的记录被改写过，或者检查点被改过"),
    Kind.UNSIGNED: gettext_lazy("总账末尾没有签名的检查点：检查点被删掉了，或者有人绕过程序添了记录"),
    Kind.SIGNATURE: gettext_lazy("检查点不是用本中心的密钥签的，或者被改过"),
    Kind.ELSEWHERE_SHORTER: gettext_lazy(
        "总账比存在别处的检查点短：末尾被截掉了，或者换上了旧的数据库"
    ),
    Kind.ELSEWHERE_DIFFERS: gettext_lazy("总账和存在别处的检查点不一样：这之前的记录被整个改写过，或者有两本账"),
    Kind.ELSEWHERE_SIGNATURE: gettext_lazy("存在别处的检查点不是用这把密钥签的：不是这本账的，或者密钥换过"),
    Kind.ELSEWHERE_UNREADABLE: gettext_lazy("存在别处的检查点看不懂"),
}  # fmt: skip
OF_A_CHECKPOINT = {
    Kind.SHORTER, Kind.DIFFERS, Kind.UNSIGNED, Kind.SIGNATURE,
    Kind.ELSEWHERE_SHORTER, Kind.ELSEWHERE_DIFFERS, Kind.ELSEWHERE_SIGNATURE,
}  # fmt: skip


def lines(verdict: Verdict) -> Iterator[str]:
    """Yield the explanation, line by line."""
    counts = {"entries": verdict.entries, "sealed": verdict.sealed, "checkpoints": verdict.checkpoints}
    yield _("核对了%(entries)d条记录、总账里的%(sealed)d条、%(checkpoints)d个签名检查点。") % counts
    if verdict.elsewhere:
        yield _("还核对了存在别处的%(count)d个检查点。") % {"count": verdict.elsewhere}
    if verdict.erased:
        yield _("有%(count)d条记录的内容已依法删除，每次删除都有记录。") % {"count": verdict.erased}
    if verdict.sound:
        yield _("没有任何记录被改过。")
        return
    yield _("记录被改过。有%(count)d处对不上：") % {"count": len(verdict.findings) + verdict.more}
    numbers = _numbers(verdict)
    for finding in verdict.findings[:LISTED]:
        yield f"  - {_where(finding, numbers)}: {SAID[finding.what]}"
    if len(verdict.findings) + verdict.more > LISTED:
        yield _("  这里只列出前%(count)d处。") % {"count": LISTED}
    yield _until(verdict)
    yield from _advice()


def _numbers(verdict: Verdict) -> dict[str, str]:
    """Return the numbers of the matters concerned; a sealed one stays without."""
    ids = {UUID(finding.subject) for finding in verdict.findings[:LISTED] if len(finding.subject) > 1}
    rows = Matter.objects.visible_to(SYSTEM).filter(id__in=ids).values_list("id", "number")
    return {str(key): number for key, number in rows}


def _where(finding: Finding, numbers: dict[str, str]) -> str:
    if finding.what in OF_A_CHECKPOINT:
        return _("第%(size)s条处的检查点") % {"size": finding.where}
    parts = []
    if finding.subject in numbers:
        parts.append(_("事项%(number)s") % {"number": numbers[finding.subject]})
    elif finding.subject:
        parts.append(_("登记内容或密件%(subject)s") % {"subject": finding.subject})
    if finding.seq is not None:
        parts.append(_("第%(seq)d条记录") % {"seq": finding.seq})
    if finding.index is not None:
        parts.append(_("总账第%(place)d条") % {"place": finding.index + 1})
    return _("，").join(parts) or finding.where


def _until(verdict: Verdict) -> str:
    sound = verdict.sound_until
    if sound is None:
        return _("说不出到哪一条为止还是完好的。请拿存在别处的检查点来核对（--checkpoints）。")
    if sound.signed_at is None:
        return _("总账前%(size)d条和存在别处的检查点一致，没有改过。") % {"size": sound.size}
    moment = timezone.localtime(sound.signed_at).strftime("%Y-%m-%d %H:%M")
    said = {"size": sound.size, "moment": moment}
    return _("总账前%(size)d条没有改过：它们和%(moment)s签名的检查点一致。") % said


def _advice() -> Iterator[str]:
    yield _("接下来请这样做：")
    yield _("  1. 先别改数据库，也别重启恢复。给数据库和密钥目录各做一份备份，存到别处，写下时间和经手人。")
    yield _("  2. 换一台机器，用最近一次核对无误的备份恢复（linli restore），把上面列出的记录逐条比一比。")
    yield _("  3. 查谁能直接进数据库，看数据库和操作系统的日志；把这份结果报给上级和监督部门。")
    yield _("  4. 受影响的事项，请告诉诉求人；他们手里的回执和凭证可以作证。")
