from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.clocks.models import Clock
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling import actions as handling
from linli.flow.handling.links import actions, queries
from linli.flow.handling.links.actions import NotPossible
from linli.flow.handling.links.models import FOLLOWING, Link
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.makers import MONDAY

LATER = MONDAY + timedelta(hours=2)


def everything(receipt):
    """The matter and its clocks, column by column."""
    matter = Matter.objects.filter(id=receipt.matter_id).values().get()
    return matter, list(Clock.objects.filter(matter=receipt.matter_id).order_by("id").values())


def told(centre, receipt, audience):
    return [one.title for one in tell(centre.matter(receipt), audience=audience)]


def test_linking_and_undoing_changes_nothing_of_either_matter(centre, join):
    mine, other = centre.bring(), centre.bring()
    before = everything(mine), everything(other)
    link = join(mine, other)
    assert (everything(mine), everything(other)) == before
    actions.unlink(link.id, reason="不是一回事", actor=centre.cast.clerk.actor, now=LATER)
    assert (everything(mine), everything(other)) == before
    assert centre.verbs(mine)[-2:] == ["handling.joined", "handling.parted"]
    assert centre.verbs(other)[-2:] == ["handling.joined", "handling.parted"]
    kept = Link.objects.get()
    assert (kept.undone_at, kept.undone_reason) == (LATER, "不是一回事")
    assert verify().sound


def test_a_resident_reads_that_others_said_it_too_and_nothing_about_them(centre, join):
    mine, other, third = centre.bring(), centre.bring(), centre.bring()
    join(mine, other)
    join(third, other)
    for receipt in (mine, other, third):
        sentences = told(centre, receipt, "resident")
        assert len([one for one in sentences if "好几位居民" in one]) == 1
        said = str([(one.title, one.lines) for one in tell(centre.matter(receipt), audience="resident")])
        for another in {mine, other, third} - {receipt}:
            assert another.number not in said
        assert "说的是同一处漏水" not in said
    assert [one for one in told(centre, other, "staff") if "由这件牵头" in one]


def test_a_relation_that_means_nothing_to_residents_is_not_told_to_them(centre, join):
    mine, other = centre.bring(), centre.bring(now=LATER)
    before = told(centre, mine, "resident"), told(centre, other, "resident")
    join(mine, other, "related")
    assert (told(centre, mine, "resident"), told(centre, other, "resident")) == before
    assert "handling.linked" in centre.verbs(mine)


def test_only_somebody_who_sees_and_works_on_both_may_link_them(centre, join, in_the_west, in_the_east):
    another = centre.bring(category_id=None)
    for member in (centre.cast.west_clerk, centre.cast.worker, centre.cast.auditor):
        with pytest.raises(Refused):
            join(in_the_east, another, actor=member.actor)
    with pytest.raises(Refused):
        join(in_the_east, in_the_west, actor=centre.cast.east_clerk.actor)
    link = join(in_the_east, another, actor=centre.cast.east_clerk.actor)
    with pytest.raises(Refused):
        actions.unlink(link.id, reason="不是", actor=centre.cast.west_clerk.actor, now=MONDAY)
    with pytest.raises(Refused):
        join(in_the_east, another, actor=centre.requester(in_the_east))
    assert Link.objects.filter(undone_at=None).count() == 1


def test_a_link_needs_a_reason_and_a_known_relation(centre, join):
    mine, other = centre.bring(), centre.bring()
    for said in ({"reason": " "}, {"relation": "sibling"}, {"reason": "长" * 201}):
        with pytest.raises(AnswersWrong):
            join(mine, other, **said)
    assert not Link.objects.exists()


def test_who_follows_one_that_follows_another_follows_that_one(centre, join):
    mine, other, third = centre.bring(), centre.bring(), centre.bring()
    join(other, third)
    assert join(mine, other).target_id == third.matter_id


def test_what_followed_goes_along_and_comes_back(centre, join):
    clerk = centre.cast.clerk.actor
    first, second, lead, other = (centre.bring() for _ in range(4))
    join(first, lead)
    join(second, lead)
    link = join(lead, other)
    assert following(other) == {first.matter_id, second.matter_id, lead.matter_id}
    actions.unlink(link.id, reason="两起", actor=clerk, now=LATER)
    assert following(other) == set()
    assert following(lead) == {first.matter_id, second.matter_id}
    assert len([one for one in told(centre, first, "resident") if "好几位" in one]) == 1


def test_what_is_carried_twice_comes_back_twice(centre, join):
    clerk = centre.cast.clerk.actor
    first, lead, other, last = (centre.bring() for _ in range(4))
    join(first, lead)
    join(lead, other)
    outer = join(other, last)
    assert following(last) == {first.matter_id, lead.matter_id, other.matter_id}
    actions.unlink(outer.id, reason="两起", actor=clerk, now=LATER)
    assert following(other) == {first.matter_id, lead.matter_id}
    inner = Link.objects.get(undone_at=None, source=lead.matter_id)
    actions.unlink(inner.id, reason="两起", actor=clerk, now=LATER)
    assert following(lead) == {first.matter_id}


def following(receipt):
    rows = Link.objects.filter(undone_at=None, relation__in=FOLLOWING, target=receipt.matter_id)
    return set(rows.values_list("source", flat=True))


def test_what_cannot_be_is_said_in_words(centre, join):
    mine, other, third = centre.bring(), centre.bring(), centre.bring()
    join(mine, other)
    for one, another in ((mine, mine), (mine, other), (other, mine), (mine, third)):
        with pytest.raises(NotPossible):
            join(one, another)
    with pytest.raises(NotPossible, match="没有办结"):
        join(third, other, "follow_up")


def test_somebody_who_cannot_see_all_that_would_move_is_refused(centre, join, in_the_west):
    mine, other = centre.bring(category_id=None), centre.bring(category_id=None)
    join(in_the_west, mine)
    with pytest.raises(NotPossible):
        join(mine, other, actor=centre.cast.east_clerk.actor)
    join(other, mine, actor=centre.cast.east_clerk.actor)


def test_many_are_gathered_under_one_and_each_can_leave_alone(centre):
    clerk = centre.cast.clerk.actor
    lead, *rest = (centre.bring() for _ in range(5))
    ids = [each.matter_id for each in rest]
    done = actions.gather(ids, lead.matter_id, relation="same_event", reason="停水", actor=clerk, now=MONDAY)
    assert [each.why for each in done] == [""] * 4
    assert centre.verbs(lead).count("handling.joined") == 1
    again = actions.gather(ids, lead.matter_id, relation="same_event", reason="停水", actor=clerk, now=MONDAY)
    assert all(each.why for each in again)
    link = Link.objects.get(source=ids[0])
    actions.unlink(link.id, reason="另一条管", actor=clerk, now=LATER)
    assert following(lead) == set(ids[1:])
    assert centre.verbs(lead)[-1] == "handling.unlinked"


def test_a_closed_matter_has_a_follow_up_with_number_and_clock_of_its_own(centre, neighbour):
    old = closed(centre)
    owner = centre.requester(old)
    said = centre.submission()
    with pytest.raises(Refused):
        actions.bring_follow_up(old.matter_id, said, actor=neighbour, now=LATER)
    before = everything(old)
    receipt = actions.bring_follow_up(old.matter_id, said, actor=owner, now=LATER)
    assert actions.bring_follow_up(old.matter_id, said, actor=owner, now=LATER).number == receipt.number
    assert everything(old) == before
    link = Link.objects.get()
    assert (link.source_id, link.target_id) == (receipt.matter_id, old.matter_id)
    assert centre.verbs(old)[-1] == centre.verbs(receipt)[-1] == "handling.linked"
    assert centre.matter(receipt).number != old.number
    assert Clock.objects.filter(matter=receipt.matter_id, level="matter").exists()


def closed(centre):
    receipt = centre.bring()
    who = {"actor": centre.cast.clerk.actor, "now": MONDAY}
    handling.claim(receipt.matter_id, **who)
    outcomes.reply(receipt.matter_id, text="修好了", **who)
    outcomes.close(receipt.matter_id, outcome="solved", **who)
    return receipt


def test_somebody_sees_only_those_ends_that_are_theirs(centre, join, in_the_west, in_the_east):
    join(in_the_east, in_the_west)
    east, west = centre.matter(in_the_east), centre.matter(in_the_west)
    assert [tie.other for tie in queries.ties(east, centre.cast.clerk.actor)] == [west]
    assert queries.ties(east, centre.cast.east_clerk.actor) == []
    assert queries.lead_of(east, centre.cast.east_clerk.actor) is None
    assert queries.followers(west, centre.cast.west_clerk.actor) == []
    assert queries.count_followers(west, centre.cast.west_clerk.actor) == 0
    assert [tie.other for tie in queries.followers(west, centre.cast.clerk.actor)] == [east]
    assert queries.linked_to(east) == {east.id, west.id}


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.integers(0, 5),
            st.sampled_from(["duplicate_of", "same_event", "related", "recurring", "undo"]),
        ),
        max_size=14,
    )
)
def test_no_sequence_of_links_makes_a_circle_or_a_chain_or_touches_a_matter(centre, join, acts):
    receipts = [centre.bring() for _ in range(6)]
    before = [everything(each) for each in receipts]
    for one, other, relation in acts:
        try:
            if relation == "undo":
                link = Link.objects.filter(undone_at=None).order_by("id")[one : one + 1].first()
                if link:
                    actions.unlink(link.id, reason="不是", actor=SYSTEM, now=LATER)
            else:
                join(receipts[one], receipts[other], relation)
        except NotPossible:
            continue
        follow = Link.objects.filter(undone_at=None, relation__in=FOLLOWING)
        pairs = list(follow.values_list("source", "target"))
        assert not {source for source, _ in pairs} & {target for _, target in pairs}
        assert len({source for source, _ in pairs}) == len(pairs)
    for link in Link.objects.filter(undone_at=None).exclude(relation__in=FOLLOWING):
        assert (link.source.received_at, link.source_id) > (link.target.received_at, link.target_id)
    assert [everything(each) for each in receipts] == before
