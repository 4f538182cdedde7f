"""What the kinds of documents on petitions have in common."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.papers.filling.filled import filler
from linli.capabilities.petitions.papers.filling.identity import opener
from linli.flow.outcomes.letters.kinds import Ask, LetterKind

WORK, REPLY, DISPATCH = "handling.work", "outcomes.reply", "routing.dispatch"
RETURN, SUPERVISE = "handling.return", "supervision.issue"
LONG, NAME = 5_000, "petitioner"


def text(name: str, label: Promise, *, required: bool = True) -> Ask:
    return Ask(name, label, "text", required=required, limit=LONG)


def line(name: str, label: Promise, *, required: bool = True) -> Ask:
    return Ask(name, label, required=required)


def kind(
    code: str,
    label: Promise,
    hint: Promise,
    *,
    opens: tuple[str, ...] = (NAME,),
    fills: Any = None,
    **more: Any,
) -> LetterKind:
    """Return a kind whose template and series carry its code; `opens`: what of the petitioner it names once issued."""
    permission = more.setdefault("permission", REPLY)
    return LetterKind(
        code=code,
        label=label,
        hint=hint,
        template=code,
        series=code,
        fields_of=filler(code, **(fills or {})),
        at_issue=opener(str(more.pop("zh")), permission, *opens),
        **more,
    )


REASON, BASIS = text("reason", _("理由")), text("basis", _("依据"))
FACTS, OPINION = text("facts", _("查明的事实和理由")), text("opinion", _("处理意见"))
REQUEST, CARRYING_OUT = text("request", _("投诉请求")), text("carrying_out", _("执行"))
