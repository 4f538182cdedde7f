"""A resident follows their matter by messages, from the question to the end, and is left in peace when they say so."""

from datetime import timedelta

from linli.config.commands.worker import Turns, duties
from linli.core.matters.models import Entry
from linli.core.matters.telling import tell
from linli.flow.handling import actions as handling
from linli.flow.intake.wishes.actions import want_messages
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.senders import sent_messages
from linli.testing.makers import MONDAY

DAY = timedelta(days=1)


def work(now):
    """Let the worker do what is due, as it does all day."""
    turns = Turns(duties(timedelta(seconds=1)))
    while turns.take(now=now, everything=True):
        pass
    assert not turns.failed


def test_from_the_question_to_the_end_each_step_that_needs_the_resident_is_one_message(centre, settings):
    settings.CODE_SENDER, settings.DEMONSTRATION = "linli.ground.people.senders.ConsoleSender", True
    receipt, handler = centre.bring(), centre.cast.handler.actor
    me, matter = centre.requester(receipt), receipt.matter_id
    handling.claim(matter, actor=handler, now=MONDAY)
    handling.ask(matter, text="哪一段漏？", actor=handler, now=MONDAY)
    work(MONDAY)
    work(MONDAY)
    [question] = sent_messages()
    assert question["phone"] == "13800000001"
    assert receipt.number in question["text"]
    assert "有个问题要问您" in question["text"]
    handling.answer(matter, text="桥头那段", actor=me, now=MONDAY)
    outcomes.reply(matter, text="水管换好了。", actor=handler, now=MONDAY + DAY)
    work(MONDAY + DAY)
    assert "有答复了" in sent_messages()[0]["text"]
    want_messages(matter, wanted=False, actor=me, now=MONDAY + DAY)
    outcomes.close(matter, outcome="solved", actor=handler, now=MONDAY + 2 * DAY)
    work(MONDAY + 2 * DAY)
    assert len(sent_messages()) == 2, "who wants no messages gets none"
    titles = [told.title for told in tell(centre.matter(receipt), audience="resident")]
    assert [title for title in titles if "短信" in title] == [
        "给您发了一条短信：有问题要补充",
        "给您发了一条短信：有答复了",
        "不再给您发这件事的短信",
    ]
    told = Entry.objects.filter(subject=matter, verb="notices.sent")
    assert all(set(entry.body) == {"notice"} for entry in told)
