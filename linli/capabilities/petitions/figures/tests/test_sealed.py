"""Accusations are numbers for whoever may know them; whoever they are about counts a world without them."""

import pytest

from linli.capabilities.petitions.figures.counting import sealed as counting
from linli.capabilities.petitions.figures.counting.stretches import year
from linli.capabilities.petitions.figures.report.figures import figures_of
from linli.core.matters import sealed
from linli.flow.handling.entrusting import take_sealed_step
from linli.ground.people.actor import Refused
from linli.ground.people.models import Role


@pytest.fixture
def accuse(petitions_office):
    def bring(*named):
        about = tuple(sealed.Named("staff", member.staff.id) for member in named)
        return petitions_office.bring(kind="accusation", text="收了管材商的钱", sealed=True, named=about)

    return bring


def numbers(office, member):
    found = counting.whole(counting.months(year(2026), actor=member.actor, now=office.now))
    return found.received, found.transferred, found.tell_due, found.told, found.concluded


def let(code, permission="petitions.figures_sealed"):
    role = Role.objects.get(code=code)
    role.permissions = [*role.permissions, permission]
    role.save()


def test_the_leader_counts_how_many_came_and_how_far_they_are(petitions_office, accuse):
    office, cast = petitions_office, petitions_office.centre.cast
    told, passed = accuse(cast.east_clerk), accuse()
    assert numbers(office, cast.leader) == (2, 0, 0, 0, 0)

    def do(receipt, step, **said):
        actor = cast.leader.actor
        take_sealed_step(receipt.matter_id, step, said=said, key=None, actor=actor, now=office.now)

    do(told, "inform", told="letter", text="已收到")
    do(passed, "transfer", where="县纪委监委", text="涉嫌违纪")
    assert numbers(office, cast.leader) == (2, 1, 2, 2, 0)
    do(told, "conclude", result="untrue", text="查了账，不属实。")
    accuse()
    office.wait(days=30)
    assert numbers(office, cast.leader) == (3, 1, 3, 2, 1)


def test_whoever_is_recused_counts_a_world_without_it(petitions_office, accuse):
    office, cast = petitions_office, petitions_office.centre.cast
    let("clerk")
    accuse(cast.west_clerk)
    before = counting.months(year(2026), actor=cast.east_clerk.actor, now=office.now)
    accuse(cast.east_clerk)
    after = counting.months(year(2026), actor=cast.east_clerk.actor, now=office.now)
    assert before == after
    assert numbers(office, cast.west_clerk)[0] == 1
    assert numbers(office, cast.leader)[0] == 2


def test_without_the_permission_nobody_counts_them(petitions_office, accuse):
    cast = petitions_office.centre.cast
    accuse()
    with pytest.raises(Refused):
        numbers(petitions_office, cast.clerk)


def test_no_other_figure_knows_of_an_accusation(petitions_office, accuse, sums):
    cast, now = petitions_office.centre.cast, petitions_office.now
    petitions_office.bring()
    before = figures_of(2026, actor=cast.leader.actor, now=now), sums()
    accuse(cast.handler)
    assert (figures_of(2026, actor=cast.leader.actor, now=now), sums()) == before
