"""A complaint about an official is brought: who learns of it, and what the database holds of it."""

from datetime import timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.core.matters import ledger, sealed
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Delivery, Entry, KeyHolder, Matter, SealedText
from linli.core.matters.sealed.opening import KeyLost, NotAgreed, ReasonMissing
from linli.core.matters.secrets import matter_with_code
from linli.core.matters.telling import tell
from linli.core.procedures.taking import locked, take_step
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.models import Intake
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.ground.people.keyring.actions import WrongPassword, make, renew
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.testing.cast import PASSWORD, SINCE
from linli.testing.makers import MONDAY

SECRET = "水务局陈局长收了管材商的钱"
LATER = MONDAY + timedelta(hours=1)


def accuse(centre, *named, **changes):
    about = named or (sealed.Named("staff", centre.cast.head.staff.id),)
    said = {"kind": "test_accusation", "text": SECRET, "sealed": True, "named": about, "category_id": None}
    return centre.bring(**{**said, **changes})


def matter_of(receipt):
    return Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)


def opened(centre, receipt, **changes):
    asked = {
        "password": PASSWORD,
        "reason": "登记后查看内容",
        "actor": centre.cast.leader.actor,
        "now": LATER,
    }
    return sealed.open_matter(receipt.matter_id, **{**asked, **changes})


@pytest.mark.django_db
def test_its_code_is_longer_for_whoever_has_the_keys_folder_tries_codes_unhindered(centre):
    receipt, ordinary = accuse(centre), centre.bring(key="another")
    assert (len(receipt.code), len(ordinary.code)) == (16, 10)
    typed = f"{receipt.code[:4]}-{receipt.code[4:8]} {receipt.code[8:]}".lower()
    assert matter_with_code(receipt.number, typed) == receipt.matter_id
    assert sealed.key_by_code(matter_of(receipt), typed)


@pytest.mark.django_db
def test_only_those_who_hold_its_key_see_it_and_nothing_lists_it_even_for_them(centre):
    receipt = accuse(centre)
    cast = centre.cast
    for member in (cast.clerk, cast.leader, cast.auditor, cast.handler, cast.head, cast.personnel):
        assert not Matter.objects.visible_to(member.actor).exists()
    assert not Matter.objects.visible_to(SYSTEM).exists()
    assert Matter.objects.visible_to(cast.leader.actor, sealed=True).get().id == receipt.matter_id
    for member in (cast.clerk, cast.auditor, cast.handler, cast.head):
        assert not Matter.objects.visible_to(member.actor, sealed=True).exists()
    assert Matter.objects.visible_to(resident([receipt.matter_id]), sealed=True).exists()
    assert not Matter.objects.visible_to(resident(), sealed=True).exists()


@pytest.mark.django_db
def test_acts_beside_it_are_refused_to_its_handlers_too(centre):
    receipt = accuse(centre)
    with pytest.raises(Refused):
        locked(receipt.matter_id, actor=centre.cast.leader.actor)
    assert locked(receipt.matter_id, actor=centre.cast.leader.actor, sealed=True)
    with pytest.raises(Refused):
        locked(receipt.matter_id, actor=centre.cast.head.actor, sealed=True)


@pytest.mark.django_db
def test_no_row_holds_a_word_of_it_and_no_follower_gets_its_entries(centre):
    receipt = accuse(centre, address="东河镇柳湾村12号")
    matter = matter_of(receipt)
    assert (matter.text, matter.place, matter.village_id) == ("", "", None)
    assert SECRET not in str(list(Entry.objects.values()) + list(SealedText.objects.values()))
    assert {entry.verb.partition(".")[0] for entry in Entry.objects.filter(subject=matter.id)} == {"sealed"}
    tick(now=matter.due_at + timedelta(days=1))
    assert not Delivery.objects.exists()
    assert Entry.objects.filter(subject=matter.id, verb="sealed.clocks.breached").exists()


@pytest.mark.django_db
def test_a_holder_opens_it_with_a_reason_and_their_password_and_the_petitioner_sees_that(centre):
    receipt = accuse(centre)
    matter = matter_of(receipt)
    with pytest.raises(ReasonMissing):
        opened(centre, receipt, reason=" ")
    with pytest.raises(WrongPassword):
        opened(centre, receipt, password="something else")
    with pytest.raises(Refused):
        opened(centre, receipt, actor=centre.cast.head.actor)
    assert not sealed.openings_of(matter)
    key = opened(centre, receipt)
    assert sealed.text(matter, "narrative", key) == SECRET
    assert "王小满" in sealed.text(matter, "people", key)
    [opening] = sealed.openings_of(matter, key=sealed.key_by_code(matter, receipt.code))
    assert (opening.unit, opening.what, opening.reason) == ("晴川县综治中心", "narrative", "登记后查看内容")
    assert sealed.key_by_code(matter, "2345678923") is None


@pytest.mark.django_db
def test_words_of_its_story_are_shown_to_whoever_opened_it(centre):
    receipt = accuse(centre)
    matter = matter_of(receipt)
    key = opened(centre, receipt)
    assert [told.lines for told in tell(matter, audience="resident")][-1] == ("（已密封）",)
    assert [told.lines for told in tell(matter, audience="resident", key=key)][-1] == ("登记后查看内容",)


@pytest.mark.django_db
def test_a_key_is_given_to_a_colleague_and_taken_back_but_never_to_whom_it_is_about(centre):
    receipt = accuse(centre, sealed.Named("staff", centre.cast.east_clerk.staff.id))
    cast, key = centre.cast, opened(centre, receipt)
    grant = {"key": key, "actor": cast.leader.actor, "now": LATER}
    sealed.grant(receipt.matter_id, staff_id=cast.head.staff.id, **grant)
    assert opened(centre, receipt, actor=cast.head.actor) == key
    with pytest.raises(sealed.NoKey):
        sealed.grant(receipt.matter_id, staff_id=cast.handler.staff.id, **grant)
    Role.objects.filter(code="clerk").update(permissions=["sealed.handle"])
    with pytest.raises(sealed.NoKey):
        sealed.grant(receipt.matter_id, staff_id=cast.east_clerk.staff.id, **grant)
    sealed.grant(receipt.matter_id, staff_id=cast.west_clerk.staff.id, **grant)
    sealed.end_grant(receipt.matter_id, staff_id=cast.head.staff.id, actor=cast.leader.actor, now=LATER)
    with pytest.raises(Refused):
        opened(centre, receipt, actor=cast.head.actor)


@pytest.mark.django_db
def test_recusal_wins_over_a_key_held_when_the_accused_comes_to_command_the_holder(centre):
    receipt = accuse(centre, sealed.Named("staff", centre.cast.west_clerk.staff.id))
    cast = centre.cast
    sealed.grant(
        receipt.matter_id,
        staff_id=cast.head.staff.id,
        key=opened(centre, receipt),
        actor=cast.leader.actor,
        now=LATER,
    )
    post = Post.objects.create(unit=cast.water, role=Role.objects.get(code="head"), name="新局长")
    Posting.objects.create(post=post, staff=cast.west_clerk.staff, valid_from=SINCE)
    assert not Matter.objects.visible_to(cast.head.actor, sealed=True).exists()
    with pytest.raises(Refused):
        opened(centre, receipt, actor=cast.head.actor)


@pytest.mark.django_db
def test_where_recusal_leaves_nobody_the_next_level_has_it(centre):
    cast = centre.cast
    above = Unit.objects.create(code="SJ", name="上一级信访部门", kind="centre", area=cast.county)
    Unit.objects.filter(id=cast.centre.id).update(parent=above)
    upper = Staff.objects.create(username="shangji", name="上级")
    make(upper, PASSWORD, now=MONDAY)
    post = Post.objects.create(unit=above, role=Role.objects.get(code="confidant"), name="专员")
    Posting.objects.create(post=post, staff=upper, valid_from=SINCE)
    receipt = accuse(centre, sealed.Named("unit", cast.centre.id))
    holders = KeyHolder.objects.filter(matter=receipt.matter_id, staff__isnull=False)
    assert [holder.staff for holder in holders] == [upper]
    assert matter_of(receipt).unit == above


@pytest.mark.django_db
def test_the_most_sensitive_is_opened_by_two_persons_together(centre):
    cast = centre.cast
    receipt = accuse(centre, sealed.Named("unit", cast.east_town.id), grade="most")
    key = opened(centre, receipt)
    asked = {"actor": cast.leader.actor, "now": LATER}
    with pytest.raises(NotAgreed):
        opened(centre, receipt, what="people")
    sealed.grant(receipt.matter_id, staff_id=cast.head.staff.id, key=key, **asked)
    request = sealed.ask_to_open(receipt.matter_id, reason="要当面核实", **asked)
    with pytest.raises(Refused):
        sealed.agree(request.id, agreed=True, **asked)
    assert [why for _row, why in sealed.waiting_requests(matter_of(receipt), key)] == ["要当面核实"]
    sealed.agree(request.id, agreed=True, actor=cast.head.actor, now=LATER)
    assert opened(centre, receipt, what="people") == key
    with pytest.raises(NotAgreed):
        opened(centre, receipt, what="people")


@pytest.mark.django_db
def test_a_password_that_was_reset_ends_what_its_holder_could_open(centre):
    receipt = accuse(centre)
    renew(centre.cast.leader.staff, PASSWORD, now=LATER)
    with pytest.raises(KeyLost):
        opened(centre, receipt)


@pytest.mark.django_db
def test_the_same_submission_again_brings_the_same_receipt_and_another_is_kept_sealed(centre):
    said = {"kind": "test_accusation", "text": SECRET, "sealed": True, "key": "portal-1"}
    first = centre.bring(**said)
    assert centre.bring(**said) == first
    with pytest.raises(OtherContent) as other:
        centre.bring(**{**said, "text": "别的内容"})
    assert other.value.receipt == first
    assert "portal-1" not in str(list(Intake.objects.values()))


@pytest.mark.django_db
def test_its_steps_are_taken_and_the_ledger_stands(centre):
    receipt = accuse(centre)
    take_step(receipt.matter_id, "note", actor=SYSTEM, now=LATER, answers={"text": SECRET}, version=1)
    assert SECRET not in str(list(Entry.objects.values("body")))
    ledger.seal_pending(now=LATER, everything=True)
    assert verify().sound


@pytest.mark.django_db
def test_holders_are_told_how_much_waits_and_nobody_else(centre, django_assert_num_queries):
    cast = centre.cast
    receipt = accuse(centre)
    assert sealed.open_held(cast.leader.actor) == 1
    head = cast.head.actor
    with django_assert_num_queries(1):
        assert sealed.open_held(head) == 0
    post = Post.objects.create(unit=cast.centre, role=Role.objects.get(code="head"), name="副主任")
    Posting.objects.create(post=post, staff=cast.head.staff, valid_from=SINCE)
    assert sealed.open_held(cast.leader.actor) == 0, "whom it is about serves beside the holder now"
    assert matter_of(receipt).is_open
