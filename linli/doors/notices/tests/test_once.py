"""A resident is told once, whatever happens to the worker, the network or the ledger's deliveries."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from linli.core.matters.models import Entry
from linli.core.matters.telling import tell
from linli.doors.notices import sending
from linli.doors.notices.models import Notice
from linli.doors.notices.queueing import discard_waiting, queue
from linli.doors.notices.sending import send_due
from linli.flow.handling.alerts.kinds import words_of
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.senders import TryLater

PHONE = "13800000001"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def stages(verb="outcomes.replied"):
    return list(Notice.objects.filter(verb=verb).order_by("id").values_list("stage", flat=True))


def answered(course):
    """Let the matter be answered at noon of its first day."""
    return course.claim().contact().reply()


def test_whoever_left_a_telephone_is_told_of_the_answer_and_sees_that_they_were(course, outbox):
    answered(course)
    assert outbox.sent == [], "nothing leaves the house while the flow goes on"
    assert send_due(now=course.now) == 1
    [(phone, text)] = outbox.sent
    assert phone == PHONE
    assert course.matter.number in text
    assert "查询码" in text
    assert stages() == ["sent"]
    assert [told.title for told in tell(course.matter, audience="resident")][
        -1
    ] == "给您发了一条短信：有答复了"
    assert send_due(now=course.now) == 0


def test_an_entry_delivered_again_tells_nobody_again(course, outbox):
    answered(course)
    send_due(now=course.now)
    entry = Entry.objects.get(verb="outcomes.replied")
    for _again in range(3):
        queue([entry, entry], now=course.now)
        send_due(now=course.now)
    assert len(outbox.sent) == 1
    assert Notice.objects.filter(entry=entry.id).count() == 1


def test_a_second_worker_that_saw_the_same_row_sends_nothing(course, outbox, monkeypatch):
    answered(course)
    later = sending._later

    def other_worker_is_quicker(notice, rule, *, now):
        monkeypatch.setattr(sending, "_later", later)
        send_due(now=now)
        return later(notice, rule, now=now)

    monkeypatch.setattr(sending, "_later", other_worker_is_quicker)
    send_due(now=course.now)
    assert len(outbox.sent) == 1
    assert course.centre.verbs(course.receipt).count("notices.sent") == 1


def test_after_a_crash_while_sending_it_is_unknown_and_never_sent_again(course, outbox):
    answered(course)
    outbox.fails.append(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        send_due(now=course.now)
    assert stages() == ["sending"]
    assert send_due(now=course.later(10 * MINUTE)) == 0, "another worker may be at it"
    send_due(now=course.later())
    send_due(now=course.later())
    assert stages() == ["unknown"]
    assert outbox.sent == []
    titles = [told.title for told in tell(course.matter, audience="staff")]
    assert titles[-1] == "短信不知道发没发出：有答复了。要紧的请打电话"
    assert "notices.doubted" not in [told.verb for told in tell(course.matter, audience="resident")]


def test_a_crash_between_sending_and_writing_it_down_sends_no_second_one(course, outbox, monkeypatch):
    answered(course)
    end = sending._end

    def power_cut(*_what, **_ever):
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_end", power_cut)
    with pytest.raises(KeyboardInterrupt):
        send_due(now=course.now)
    monkeypatch.setattr(sending, "_end", end)
    for _hour in range(3):
        send_due(now=course.later())
    assert len(outbox.sent) == 1
    assert stages() == ["unknown"]


def test_what_is_down_is_tried_again_later_and_later_and_given_up_at_last(course, outbox):
    answered(course)
    outbox.fails.append(TryLater("13800000001 busy"))
    send_due(now=course.now)
    assert (stages(), send_due(now=course.now)) == (["waiting"], 0)
    send_due(now=course.later(MINUTE))
    assert (stages(), len(outbox.sent)) == (["sent"], 1)


def test_it_is_given_up_after_as_many_tries_as_the_rule_says(course, outbox):
    answered(course)
    outbox.fails += [TryLater()] * 20
    for _hour in range(40):
        send_due(now=course.later())
    row = Notice.objects.get()
    assert (row.stage, row.tries, row.why, len(outbox.fails)) == ("failed", 8, "TryLater", 12)
    assert course.centre.verbs(course.receipt).count("notices.failed") == 1


def test_what_is_refused_is_not_tried_again_and_stops_nobody_else(course, outbox):
    course.centre.bring(key="other")
    answered(course)
    outbox.fails += [ValueError(f"no such number {PHONE}"), TimeoutError()]
    send_due(now=course.now)
    assert stages() == ["failed"]
    course.close()
    send_due(now=course.now)
    assert stages("outcomes.closed") == ["unknown"], "nobody knows what became of it after a time-out"
    assert outbox.sent == []
    listed = open_alerts(course.who("handler")).filter(kind="notices.trouble")
    assert [words_of(alert.kind, alert.says) for alert in listed] == [
        "短信没有发成，或者不知道发没发出，要紧的请打电话：办结了",
        "短信没有发成，或者不知道发没发出，要紧的请打电话：有答复了",
    ], "whoever has the matter can telephone"


def test_neither_name_nor_telephone_nor_content_is_kept_anywhere(course, outbox, caplog, capsys):
    course.claim().contact()
    outbox.fails.append(ValueError(f"13800000001 王小满 {course.matter.text}"))
    course.reply()
    with capture_logs() as logs:
        send_due(now=course.now)
        course.close()
        send_due(now=course.now)
    rows = str(list(Notice.objects.values()))
    entries = str(list(Entry.objects.filter(verb__startswith="notices.").values_list("body", flat=True)))
    said = str(logs) + caplog.text + "".join(capsys.readouterr())
    [(_phone, text)] = outbox.sent
    for canary in (PHONE, "王小满", "自来水", "老槐树"):
        assert canary not in rows + entries + said
        assert canary not in text
    assert "ValueError" in rows
    assert [line["event"] for line in logs if line["event"].startswith("notices.")] == ["notices.trouble"]


def test_what_waits_and_what_was_not_even_put_down_can_be_discarded(course, outbox):
    answered(course)
    outcomes.close(course.id, outcome="solved", actor=course.who("handler"), now=course.later())
    assert discard_waiting(why="restored") == 1
    course.settle()
    assert send_due(now=course.now) == 0
    assert (stages(), stages("outcomes.closed"), outbox.sent) == (["declined"], [], [])
