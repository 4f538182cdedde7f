from datetime import timedelta

import pytest

from linli.flow.handling.links import actions
from linli.flow.handling.links.bursts import events
from linli.flow.handling.links.similar import similar_to
from linli.flow.intake.submission import Spot
from linli.testing.makers import MONDAY

SAID = "河堤边的自来水管爆了，水漫到路上，车过不去。"
OTHER = "昨天起河堤那边水管爆裂，路上全是水。"
APART = "广场舞音响太吵，晚上十点还在放。"


def found(centre, receipt, member, now=MONDAY):
    return similar_to(centre.matter(receipt), actor=member.actor, now=now)


@pytest.fixture
def bring(centre):
    def act(text, **changes):
        return centre.bring(**{"text": text, "category_id": None, **changes})

    return act


def test_a_clerk_sees_who_said_the_same_and_why_it_is_thought_so(centre, bring):
    mine = bring(SAID)
    same = bring(OTHER, now=MONDAY + timedelta(hours=3))
    bring(APART)
    likest = found(centre, mine, centre.cast.clerk)
    assert [each.matter.id for each in likest] == [same.matter_id]
    because = "；".join(likest[0].because)
    assert "水管爆" in because
    assert "同一个村社区" in because
    assert "差3小时" in because


def test_a_neighbour_towns_clerk_is_shown_nothing_of_it(centre, bring):
    mine = bring(SAID)
    bring(OTHER)
    west = bring(SAID, spot=Spot(village_id=centre.cast.west_village.id, words="桥头"))
    assert [each.matter.id for each in found(centre, west, centre.cast.west_clerk)] == []
    assert found(centre, mine, centre.cast.east_clerk)
    assert west.matter_id not in {each.matter.id for each in found(centre, mine, centre.cast.east_clerk)}


def test_what_is_linked_already_is_not_suggested(centre, bring):
    mine, same, third = bring(SAID), bring(OTHER), bring(OTHER)
    clerk = centre.cast.clerk.actor
    for each in (mine, same):
        actions.link(
            each.matter_id, third.matter_id, relation="duplicate_of", reason="同", actor=clerk, now=MONDAY
        )
    assert found(centre, mine, centre.cast.clerk) == []


def test_people_are_not_compared(centre, bring):
    mine = bring("我叫王小满，请回电 138-0000-0001。路灯不亮。")
    bring("13800000001 联系人：王小满。有狗乱叫，咬人了。", name="王小满", phone="13800000001")
    assert found(centre, mine, centre.cast.clerk) == []


def test_near_points_count_even_across_a_border(centre, bring):
    point = {"longitude": 120.1, "latitude": 30.2}
    here = Spot(village_id=centre.cast.east_village.id, words="河边")
    mine, same = bring(SAID, spot=here), bring(OTHER, spot=here)
    for receipt, east in ((mine, 0), (same, 0.001)):
        matter = centre.matter(receipt)
        matter.longitude, matter.latitude = point["longitude"] + east, point["latitude"]
        matter.save()
    assert "相距96米" in found(centre, mine, centre.cast.clerk)[0].because


def test_suggesting_asks_the_database_a_fixed_number_of_times(centre, bring, django_assert_max_num_queries):
    mine = bring(SAID)
    for _ in range(12):
        bring(OTHER)
    matter = centre.matter(mine)
    with django_assert_max_num_queries(12):
        assert len(similar_to(matter, actor=centre.cast.clerk.actor, now=MONDAY)) == 8


def test_many_in_one_village_within_hours_are_shown_as_one_event(centre, bring):
    for n in range(20):
        bring(f"{APART}第{n}次", now=MONDAY - timedelta(days=3))
    said = [
        "家里停水了",
        "早上就停水，什么时候来",
        "又停水",
        "我们这栋停水了没人管",
        "停水两小时了",
        "为什么停水",
    ]
    receipts = [bring(text, now=MONDAY - timedelta(minutes=10 * n)) for n, text in enumerate(said)]
    bring(APART)
    (event,) = events(actor=centre.cast.clerk.actor, now=MONDAY)
    assert (event.village, event.about) == (centre.cast.east_village, "停水")
    assert {matter.id for matter in event.matters} == {receipt.matter_id for receipt in receipts}
    assert event.lead.id == receipts[-1].matter_id
    assert events(actor=centre.cast.west_clerk.actor, now=MONDAY) == []
    assert events(actor=centre.cast.clerk.actor, now=MONDAY + timedelta(hours=8)) == []


def test_an_event_of_one_category_needs_no_common_word(centre):
    for n in range(5):
        centre.bring(
            text=["漏水", "湿", "管子坏", "滴滴答答", "积水成河"][n], now=MONDAY - timedelta(minutes=n)
        )
    (event,) = events(actor=centre.cast.clerk.actor, now=MONDAY)
    assert event.about == centre.leak.name
    ids = [matter.id for matter in event.others]
    clerk = centre.cast.clerk.actor
    actions.gather(ids, event.lead.id, relation="same_event", reason="漏水", actor=clerk, now=MONDAY)
    assert events(actor=clerk, now=MONDAY) == []
