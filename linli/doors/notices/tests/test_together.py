"""Several workers at the same moment. Needs a database that lets several write, so PostgreSQL."""

from collections import Counter

from linli.core.clocks.tests.test_together import several  # noqa: F401
from linli.core.matters.models import Entry
from linli.doors.notices.models import Notice
from linli.doors.notices.sending import send_due
from linli.flow.handling import actions as handling
from linli.testing.makers import MONDAY

MATTERS, WORKERS = 12, 4


def test_workers_at_work_together_tell_each_resident_once(several, centre, outbox):  # noqa: F811
    handler = centre.cast.handler.actor
    for number in range(MATTERS):
        receipt = centre.bring(phone=f"138000000{number:02}")
        handling.claim(receipt.matter_id, actor=handler, now=MONDAY)
        handling.ask(receipt.matter_id, text="哪一段漏？", actor=handler, now=MONDAY)
    centre.settle(now=MONDAY)
    several([lambda: send_due(now=MONDAY)] * WORKERS)
    told = Counter(phone for phone, _text in outbox.sent)
    assert (len(told), set(told.values())) == (MATTERS, {1})
    assert Notice.objects.filter(stage="sent").count() == MATTERS
    assert Entry.objects.filter(verb="notices.sent").count() == MATTERS
