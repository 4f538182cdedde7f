"""A letter about a sealed matter: its number stands in the row, its words only under the key of the matter."""

from datetime import timedelta

import pytest

from linli.core.matters.models import Entry, Matter, SealedFile
from linli.core.matters.sealed.tests.conftest import accusation
from linli.core.matters.sealed.tests.test_sealing import LATER, accuse, opened
from linli.flow.outcomes.letters import actions, kinds, queries
from linli.flow.outcomes.letters.kinds import Ask, LetterKind
from linli.ground.people.actor import Refused, resident

__all__ = ["accusation"]
NAME = "张大力"


@pytest.fixture
def kind(monkeypatch):
    """The plain answer, for accusations too."""
    plain = kinds.named("reply-letter")
    said = {"subject": "您反映的问题", "number_of_matter": "—", "received_on": "2026年3月2日"}
    made = LetterKind(
        code="test-notice",
        label="告知书",
        template=plain.template,
        series=plain.series,
        fields_of=lambda matter, now: said,
        asks=(Ask("addressee", "写给谁"), Ask("answer", "内容", "text")),
    )
    monkeypatch.setitem(kinds._kinds, made.code, made)
    return made.code


@pytest.mark.django_db
def test_only_the_key_of_the_matter_opens_a_letter_about_it(centre, kind):
    receipt, cast = accuse(centre), centre.cast
    leader = cast.leader.actor
    said = {"kind": kind, "fields": {"addressee": NAME, "answer": "已经收到。"}, "now": LATER}
    for nobody in (cast.clerk, cast.head, cast.handler, cast.auditor):
        with pytest.raises(Refused):
            actions.issue(receipt.matter_id, **said, actor=nobody.actor)
    letter = actions.issue(receipt.matter_id, **said, actor=leader)
    matter = Matter.objects.visible_to(leader, sealed=True).get()
    letter = queries.letter_of(letter.id, actor=leader, sealed=True)
    assert (letter.pdf, letter.fields_sealed) == (None, b"")
    with pytest.raises(queries.Locked):
        queries.data_of(letter, "pdf")
    key = opened(centre, receipt)
    assert queries.data_of(letter, "pdf", key=key).startswith(b"%PDF")
    assert NAME + "：" in queries.lines_of(letter, key=key)
    row = actions.deliver(letter.id, how="hand", to=NAME, actor=leader, now=LATER + timedelta(hours=1))
    assert queries.words(row, matter, "to", key=key) == NAME
    assert SealedFile.objects.filter(matter=matter).count() == 2
    verbs = [one.verb for one in Entry.objects.filter(subject=matter.id) if "letter" in one.verb]
    assert verbs == ["sealed.outcomes.letter_issued", "sealed.outcomes.letter_delivered"]


@pytest.mark.django_db
def test_nobody_else_sees_that_there_is_a_letter(centre, kind):
    receipt, cast = accuse(centre), centre.cast
    said = {"kind": kind, "fields": {"addressee": NAME, "answer": "已经收到。"}, "now": LATER}
    letter = actions.issue(receipt.matter_id, **said, actor=cast.leader.actor)
    assert not queries.issued(cast.leader.actor).exists()
    for nobody in (cast.clerk, cast.head, cast.auditor):
        assert queries.letter_of(letter.id, actor=nobody.actor, sealed=True) is None
        with pytest.raises(Refused):
            actions.void(letter.id, reason="x", actor=nobody.actor, now=LATER)
    assert queries.letter_of(letter.id, actor=resident(), sealed=True) is None
    assert queries.letter_of(letter.id, actor=resident([receipt.matter_id]), sealed=True) == letter
