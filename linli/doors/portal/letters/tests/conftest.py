import pytest
import time_machine

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.letters import actions as letters
from linli.testing.makers import MONDAY


@pytest.fixture
def answered(centre):
    receipt, worker = centre.bring(), centre.cast.handler.actor
    handling.claim(receipt.matter_id, actor=worker, now=MONDAY)
    outcomes.reply(receipt.matter_id, text="水管换好了。", actor=worker, now=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        yield receipt


@pytest.fixture
def letter(centre, answered):
    said = {"addressee": "张大力"}
    worker = centre.cast.handler.actor
    return letters.issue(answered.matter_id, kind="reply-letter", fields=said, actor=worker, now=MONDAY)
