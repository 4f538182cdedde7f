"""R7. A telephone without a network keeps what was written, sends it when it can, again and again, in any order, and loses answers.

A model of that telephone against the one action that takes matters in. Hypothesis looks for an order that breaks it.
"""

import json
from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from linli.core.matters.models import Entry, Matter
from linli.flow.intake import actions
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.models import Conflict, Intake
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.people.vault import sealer
from linli.testing.long import is_long
from linli.testing.makers import MONDAY

TEXTS = ("水管漏水。", "路灯坏了。", "夜里很吵。")


class PowerCut(Exception):
    pass


class Telephone(RuleBasedStateMachine):
    centre = None  # given by the test

    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.copies = []  # (key, text): everything that was ever written, and every copy of it
        self.stands = {}  # key: the content that was taken in
        self.receipts = {}  # key: its bytes, as they were first read
        self.others = defaultdict(set)  # key: further contents that arrived under it
        self.sent = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @rule(text=st.sampled_from(TEXTS))
    def write(self, text):
        self.copies.append((f"phone-{len(self.copies)}", text))

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def copy(self, data):
        """A second tab, a copied telephone, a backup brought back: the same thing is there once more."""
        self.copies.append(data.draw(st.sampled_from(self.copies)))

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), text=st.sampled_from(TEXTS))
    def change_a_copy(self, data, text):
        """An older version of the same draft, under the same key."""
        key, _text = data.draw(st.sampled_from(self.copies))
        self.copies.append((key, text))

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), is_lost=st.booleans(), late=st.integers(-3, 3))
    def send(self, data, is_lost, late):
        """Send any copy, in any order, by a clock up to three days wrong; the answer may be lost on its way."""
        key, text = data.draw(st.sampled_from(self.copies))
        self.sent += 1
        told = MONDAY + timedelta(days=late)
        said = self.centre.submission(key=key, text=text)
        try:
            receipt = receive(said, actor=resident(), now=told)
        except OtherContent as other:
            assert self.stands.get(key, text) != text, "refused, though it was the same"
            self.others[key].add(text)
            receipt = other.receipt
        else:
            assert self.stands.setdefault(key, text) == text, "other content was taken in under a used key"
        if not is_lost:
            assert self.receipts.setdefault(key, receipt.to_json()) == receipt.to_json()

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def power_goes_while_it_is_taken_in(self, data):
        key, text = data.draw(st.sampled_from(self.copies))
        if key in self.stands:
            return

        def cut(*_what, **_ever):
            raise PowerCut

        remember, actions.remember = actions.remember, cut
        try:
            with pytest.raises(PowerCut):
                receive(self.centre.submission(key=key, text=text), actor=resident(), now=MONDAY)
        finally:
            actions.remember = remember

    @invariant()
    def everything_that_arrived_is_there_once(self):
        rows = dict(Intake.objects.values_list("key", "matter_id"))
        assert rows.keys() == self.stands.keys()
        texts = dict(Matter.objects.visible_to(SYSTEM).values_list("id", "text"))
        assert {key: texts[matter] for key, matter in rows.items()} == self.stands
        assert len(texts) == len(rows)
        assert Entry.objects.filter(verb="intake.received").count() == len(rows)

    @invariant()
    def of_what_differed_nothing_is_thrown_away(self):
        kept = defaultdict(set)
        for row in Conflict.objects.all():
            opened = sealer().open(bytes(row.submission_sealed), bound_to=f"conflict:{row.intake_id}")
            kept[row.intake_id].add(json.loads(opened)["text"])
        assert kept == {key: texts for key, texts in self.others.items() if texts}


def test_no_order_of_sending_repeating_changing_and_losing_breaks_it(centre, evidence):
    examples, steps = (400, 60) if is_long() else (25, 25)
    runs = []

    class Here(Telephone):
        def teardown(self):
            runs.append(self.sent)
            super().teardown()

    Here.centre = centre
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not is_long(),
        ),
    )
    evidence("R7", histories_tried=len(runs), sent_in_histories=sum(runs))
