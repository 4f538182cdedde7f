"""The two letters that every centre needs: a plain answer, and the receipt of a delivery."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Entry, Matter
from linli.flow.outcomes.letters.actions.delivering import RECEIPT
from linli.flow.outcomes.letters.kinds import Ask, Fields, LetterKind, declare
from linli.ground.documents.reading.filling import in_words

REPLY = "reply-letter"


def reply(matter: Matter, now: datetime) -> Fields:
    """Fill the answer with what was asked and what was answered last; nobody's name, which the writer adds."""
    answered = _answer(matter)
    return {
        "addressee": "诉求人",
        "subject": matter.title.rstrip("。！？!?，,；;.… "),
        "number_of_matter": matter.number,
        "received_on": in_words(timezone.localdate(matter.received_at)),
        "answer": answered.body.get("text", "") if answered else "",
    }


def not_answered(matter: Matter, now: datetime) -> str:
    return "" if _answer(matter) else _("还没有答复，没有可以写进答复函的内容。")


def _answer(matter: Matter) -> Entry | None:
    return Entry.objects.filter(subject=matter.id, verb="outcomes.replied").order_by("-seq").first()


def is_open_to_all(matter: Matter) -> bool:
    return not matter.is_sealed


declare(
    LetterKind(
        code=REPLY,
        label=gettext_lazy("答复函"),
        hint=gettext_lazy("把已经作出的答复写成一封正式的信。"),
        template="reply-letter",
        series="letters",
        fields_of=reply,
        asks=(
            Ask("addressee", gettext_lazy("写给谁"), limit=60, hint=gettext_lazy("姓名会印在信上。")),
            Ask("subject", gettext_lazy("关于什么事"), limit=120),
            Ask("answer", gettext_lazy("答复内容"), "text", limit=4_000),
            Ask("contact", gettext_lazy("联系人和电话"), limit=80, required=False),
        ),
        fits=is_open_to_all,
        why_not=not_answered,
        order=90,
    ),
    LetterKind(
        code=RECEIPT,
        label=gettext_lazy("送达回证"),
        template="delivery-receipt",
        series="",
        asks=(
            Ask("to", gettext_lazy("受送达人"), limit=60, required=False),
            Ask("place", gettext_lazy("送达地点"), limit=100, required=False),
        ),
        for_resident=False,
        offered=False,
    ),
)
