"""Operators see what did not go out, by number and kind of error alone."""

import json

import time_machine
from click.testing import CliRunner

from linli.config.doctor.house import notices as look
from linli.doors.notices.commands import notices
from linli.doors.notices.models import Notice
from linli.doors.notices.sending import send_due


def test_what_failed_is_listed_without_a_telephone_and_the_doctor_says_how_many(course, outbox):
    course.claim().contact()
    with time_machine.travel(course.now, tick=False):
        assert CliRunner().invoke(notices).exit_code == 0
        assert [finding.level for finding in look(course.now)] == ["ok"]
    outbox.fails.append(ValueError("13800000001"))
    course.reply()
    send_due(now=course.now)
    with time_machine.travel(course.now, tick=False):
        shown, printed = CliRunner().invoke(notices), CliRunner().invoke(notices, ["--json"])
        [finding] = look(course.now)
    assert (shown.exit_code, printed.exit_code, finding.level) == (1, 1, "warning")
    said = json.loads(printed.output)
    assert said["counts"]["failed"] == 1
    [row] = said["trouble"]
    assert (row["number"], row["why"], row["tries"]) == (course.matter.number, "ValueError", 1)
    assert "13800000001" not in shown.output + printed.output


def test_what_waits_can_be_discarded_after_a_restore(course, outbox):
    course.claim().contact().reply()
    with time_machine.travel(course.now, tick=False):
        said = json.loads(CliRunner().invoke(notices, ["--discard", "--json"]).output)
    assert said["discarded"] == 1
    assert Notice.objects.get().stage == "declined"
