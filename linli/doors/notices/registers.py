"""The table by which a centre says after what residents get a message, and in which words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers.declaration import Register, register
from linli.doors.notices.models import NoticeRule
from linli.doors.notices.words import SAMPLE, faulty
from linli.ground.people.actor import Actor

PLACES = {name: f"%({name})s" for name in SAMPLE}


def can_be_filled_in(row: NoticeRule, actor: Actor) -> None:
    """Refuse words that could not be sent, or do not say which matter they are about (ValidationError)."""
    if row.words and faulty(row.words):
        said = _("要写上编号%(number)s；日子写%(by)s，到哪里看写%(look)s，不能有别的百分号。")
        raise ValidationError({"words": said % PLACES})


register(
    Register(
        name="notices",
        label=gettext_lazy("短信通知"),
        group=gettext_lazy("办事"),
        hint=gettext_lazy(
            "哪些情况给诉求人发短信，短信怎么写。没有写的照发，用自带的话。不要写事项的内容和人名：手机常常一家人用。"
        ),
        model="notices.NoticeRule",
        columns=("verb", "is_sent", "words"),
        fields=("verb", "is_sent", "words"),
        fixed=("verb",),
        search=("verb", "words"),
        key="verb",
        check=can_be_filled_in,
    )
)
