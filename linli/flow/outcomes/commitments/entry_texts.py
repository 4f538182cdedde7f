from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.core.matters.telling import call, describe
from linli.ground.look import wording

describe(
    "outcomes.promised",
    _("承诺%(promised_on)s前做到"),
    resident=_("办理单位承诺：%(promised_on)s前做到"),
    lines=("words",),
)
describe(
    "outcomes.promise_advanced", _("承诺的一步做到了：%(step)s"), resident=_("承诺的一步做到了：%(step)s")
)
describe(
    "outcomes.promise_kept",
    _("承诺做到了"),
    resident=_("办理单位说承诺做到了，请您看看"),
    lines=("words",),
)
describe("outcomes.promise_confirmed", _("确认承诺做到了"), resident=_("确认承诺做到了"))
describe(
    "outcomes.promise_broken",
    _("承诺没有按时做到（%(promised_on)s）"),
    resident=_("承诺没有按时做到（%(promised_on)s），已经记下"),
)
describe(
    "outcomes.promise_withdrawn",
    _("批准撤回承诺"),
    resident=_("办理单位撤回了承诺，理由如下"),
    lines=("words", "reason"),
)


def _day(text: str) -> str:
    return wording.day(date.fromisoformat(text)) if text else ""


call("promised_on", _day)
