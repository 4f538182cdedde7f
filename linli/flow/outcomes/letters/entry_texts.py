from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import call, describe
from linli.flow.outcomes.letters.kinds import label_of
from linli.flow.outcomes.letters.models import Way
from linli.ground.look import wording

WAYS = {"how": {way.value: way.label for way in Way}}

describe(
    "outcomes.letter_issued",
    _("出具《%(letter_kind)s》，文号：%(number)s"),
    resident=_("出具了《%(letter_kind)s》，文号：%(number)s"),
)
describe(
    "outcomes.letter_corrected",
    _("更正《%(letter_kind)s》：以%(number)s代替%(former_number)s"),
    resident=_("《%(letter_kind)s》写错了，已经更正：以%(number)s为准，原来的%(former_number)s不再算数"),
    lines=("reason",),
)
describe(
    "outcomes.letter_voided",
    _("作废《%(letter_kind)s》，文号：%(number)s"),
    resident=_("《%(letter_kind)s》作废了，文号：%(number)s"),
    lines=("reason",),
)
describe(
    "outcomes.letter_delivered",
    _("《%(letter_kind)s》送达：%(how)s，%(delivered_on)s"),
    resident=_("《%(letter_kind)s》已经送达：%(how)s，%(delivered_on)s"),
    names=WAYS,
)
describe(
    "outcomes.letter_acknowledged",
    _("《%(letter_kind)s》已签收"),
    resident=_("《%(letter_kind)s》已经签收"),
)


def _day(text: str) -> str:
    return wording.day(date.fromisoformat(text)) if text else ""


call("letter_kind", label_of)
call("delivered_on", _day)
