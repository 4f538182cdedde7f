"""The questions when matters are linked or parted, and when one answer goes to all."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.flow.handling.links.actions import LONGEST_REASON
from linli.flow.handling.links.models import FOLLOWING, Relation

LONGEST_REPLY = 5_000


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("理由"),
        error_messages={"required": _("请写明理由。")},
        max_length=LONGEST_REASON,
        help_text=_("两件事的经过里都会写上，居民看不到。"),
    )


class LinkForm(ReasonForm):
    """What the two matters are to each other, and which of them leads."""

    relation = forms.ChoiceField(label=_("是什么关系"), choices=Relation.choices, widget=forms.RadioSelect)
    lead = forms.ChoiceField(
        label=_("由哪一件牵头"),
        required=False,
        help_text=_("只在“同一个问题”“同一起突发的事”时有用。"),
    )
    field_order = ["relation", "lead", "reason"]

    def offer(self, numbers: list[str]) -> None:
        """Offer these numbers as the one that leads."""
        lead = self.fields["lead"]
        if isinstance(lead, forms.ChoiceField):
            lead.choices = [(number, number) for number in numbers]


class ReplyForm(forms.Form):
    """The words that every resident will read as the answer to their own matter."""

    text = forms.CharField(
        label=_("答复内容"),
        error_messages={"required": _("请写答复内容。")},
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每位居民都会当作对自己这件事的答复来读，请不要写别人的情况。"),
    )


def follows(relation: str) -> bool:
    return relation in FOLLOWING
