"""After a restore nobody hears again what the lost installation may have told them."""

from datetime import timedelta

import pytest

from linli.config.backups import archive
from linli.config.commands.restore import catch_up
from linli.core.clocks.actions import tick
from linli.core.matters.ledger import seal_pending
from linli.core.matters.models import Delivery
from linli.doors.notices.models import Notice
from linli.doors.notices.sending import send_due
from linli.doors.notices.tests.conftest import course, outbox
from linli.flow.outcomes.commitments import actions as commitments
from linli.testing.makers import MONDAY

__all__ = ["course", "outbox"]
DAY = timedelta(days=1)


@pytest.fixture
def promised(course):
    """A promise that was open when the backup was made, and whose day has passed since."""
    course.claim()
    commitments.promise(
        course.id,
        words="换一段新水管",
        promised_on=MONDAY.date() + 4 * DAY,
        actor=course.who("handler"),
        now=course.later(),
    )
    course.settle()
    course.later(7 * DAY)
    return course


def test_a_limit_that_ran_out_since_the_backup_is_noted_but_not_told(promised, outbox):
    catch_up(now=promised.now)
    assert promised.centre.verbs(promised.receipt).count("outcomes.promise_broken") == 1
    assert not Delivery.objects.exists()
    tick(now=promised.now)
    promised.settle()
    send_due(now=promised.now)
    assert outbox.sent == []
    assert set(Notice.objects.values_list("stage", "why")) == {("declined", "restored")}


def test_without_a_restore_it_is_told(promised, outbox):
    tick(now=promised.now)
    promised.settle()
    send_due(now=promised.now)
    assert len(outbox.sent) == 1


def test_a_log_that_does_not_begin_as_the_backup_says_is_noticed(promised):
    seal_pending(now=promised.now)
    said = archive.log_state()
    assert archive.holds_log(said)
    promised.contact()
    seal_pending(now=promised.now)
    assert archive.holds_log(said), "it has grown since"
    assert not archive.holds_log({**said, "root": "00" * 32})
    assert not archive.holds_log({**said, "size": 10**6})
    assert archive.holds_log({"size": 0, "root": ""})
