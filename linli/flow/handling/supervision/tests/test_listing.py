"""A leader lists a supervision; everybody reads plain words that tell nothing of who asked, until it is struck off."""

from datetime import date, timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.supervision import actions, publicity
from linli.flow.handling.supervision.models import Listing, Supervision
from linli.flow.handling.supervision.queries import public
from linli.flow.handling.supervision.queries.reading import posts_in_charge
from linli.flow.handling.supervision.tests.conftest import LATER, THURSDAY
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

WORDS = {"title": "柳湾村供水管道抢修", "demand": "按期修复管道并恢复路面。"}
STRIKING = {"verified": "三月五日到现场看过，关阀试压一小时不漏", "result": "管道已经更换，路面已经恢复。"}


@pytest.fixture
def put_on_list(centre):
    def put(supervision, person="leader", now=MONDAY, **changes):
        post = posts_in_charge(supervision, on=date(2026, 3, 2))[0]
        said = {**WORDS, "post_id": post.id, **changes}
        actor = getattr(centre.cast, person).actor
        return actions.put_on_list(supervision.id, actor=actor, now=now, **said)

    return put


@pytest.fixture
def lead(issue):
    return issue("leader", level="leader")


def test_everybody_reads_it_until_it_is_struck_off(centre, lead, put_on_list, answer):
    leader = centre.cast.leader.actor
    with pytest.raises(Refused):
        put_on_list(lead, person="clerk")
    listing = put_on_list(lead)
    assert [one.listing for one in public.shown(now=MONDAY)] == [listing]
    actions.note(lead.id, text="管材已经到场。", actor=leader, now=MONDAY)
    with pytest.raises(StepNotOpen):
        actions.strike_off(lead.id, actor=leader, now=MONDAY, **STRIKING)
    answer(lead)
    with pytest.raises(StepNotOpen):
        actions.close(lead.id, finding="done", note="办好了", actor=leader, now=MONDAY)
    actions.strike_off(lead.id, actor=leader, now=THURSDAY, **STRIKING)
    actions.close(lead.id, finding="done", note="办好了", actor=leader, now=THURSDAY)
    shown = public.shown_one(listing.number, now=THURSDAY)
    assert shown.listing.result == STRIKING["result"]
    assert public.shown_one(listing.number, now=THURSDAY + timedelta(days=181)) is None
    assert public.figures() == {"listed": 1, "struck_off": 1, "in_time": 1}


def test_words_that_tell_of_a_person_are_not_published(lead, put_on_list):
    wrong = (
        "请拨打13800000001核实",
        "电话 138-0000-0001",
        "身份证 11010119900307211X",
        "受理编号2603021234567",
        "诉求人家门口",
        "王先生家门口漏水",
        "王某反映",
        "联系人见附件",
        "邮箱 a.b@c.cn",
        "１３８００００００００１",
    )
    for words in wrong:
        with pytest.raises(AnswersWrong) as refused:
            put_on_list(lead, demand=words)
        assert "demand" in refused.value.errors, words
    with pytest.raises(AnswersWrong) as refused:
        put_on_list(lead, title="村口的自来水管漏水，路面都湿了")
    assert "照抄" in refused.value.errors["title"]
    assert not Listing.objects.exists()
    put_on_list(lead)


def test_plain_words_about_works_pass():
    for words in (
        "2026年3月20日前完成管道更换，长度1200米",
        "水务局牵头，东河镇配合，4月底前恢复路面",
        "黄土路塌方，设置围挡，第12号泵站停机检修",
        "孙家沟桥面修补",
    ):
        assert publicity.traces_of(words) == [], words


def test_a_listing_may_be_given_a_day_but_not_beyond_the_rule(lead, put_on_list):
    with pytest.raises(AnswersWrong) as wrong:
        put_on_list(lead, until=date(2027, 6, 1))
    assert "until" in wrong.value.errors
    listing = put_on_list(lead, until=date(2026, 4, 30))
    assert Clock.objects.get(task_id=listing.id).due_at.month == 4


def test_one_that_runs_out_is_told_to_the_leader_and_stays_public(lead, put_on_list, pass_to):
    listing = put_on_list(lead, until=date(2026, 3, 3))
    pass_to(THURSDAY)
    assert Listing.objects.get().breached_at
    assert Alert.objects.filter(kind="supervision.listed_late").count() == 1
    assert public.shown_one(listing.number, now=THURSDAY)


def test_it_keeps_its_address_when_its_supervision_is_raised(lead, put_on_list, pass_to, centre, answer):
    listing = put_on_list(lead)
    pass_to(LATER)
    higher = Supervision.objects.get(level="upper")
    assert Listing.objects.get().supervision == higher
    assert public.shown_one(listing.number, now=LATER)


def test_a_supervision_that_is_withdrawn_says_so_in_public(centre, lead, put_on_list):
    listing = put_on_list(lead)
    actions.withdraw(lead.id, reason="发错了单位", actor=centre.cast.leader.actor, now=MONDAY)
    assert public.shown_one(listing.number, now=MONDAY).listing.stage == "withdrawn"
