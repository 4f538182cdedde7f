"""What can be promised: public words, a day that is not too far away, steps before it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.procedures.answers import AnswersWrong
from linli.core.registers.provisions import provision
from linli.flow.outcomes.evidence.plain import private_numbers

LONGEST = 200
Steps = Sequence[tuple[str, date]]


def end_of(day: date) -> datetime:
    """Return the end of a day here: midnight, which belongs to it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def check(words: str, promised_on: date | None, milestones: Steps, *, now: datetime) -> None:
    """Refuse words that cannot be public and days that cannot be promised. Raises AnswersWrong."""
    today = timezone.localdate(now)
    longest = provision("commitments.longest", on=today)
    wrong: dict[str, str] = {}
    if not words or len(words) > LONGEST:
        wrong["promise"] = _("请写明承诺做到什么，最多%(n)s个字。") % {"n": LONGEST}
    elif private_numbers(words):
        wrong["promise"] = _("承诺会公开。请去掉里面的电话、证件号码。")
    if promised_on is None or promised_on < today:
        wrong["promised_on"] = _("请写明承诺哪天前做到，今天或以后的日子。")
    elif promised_on > today + timedelta(days=longest):
        wrong["promised_on"] = _("承诺最远到%(n)s天以后。更久的，请先承诺第一步。") % {"n": longest}
    last = promised_on or today
    if any(not step.strip() or not today <= day <= last or private_numbers(step) for step, day in milestones):
        wrong["milestones"] = _("每一步写明做到什么、哪天前，日子不晚于承诺的那天。")
    if wrong:
        raise AnswersWrong(wrong)
