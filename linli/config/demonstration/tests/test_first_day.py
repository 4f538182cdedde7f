"""On the first day of the demonstration every list has something to show, and all of it came about by the real actions."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from linli.config.demonstration.load import load_demonstration
from linli.config.demonstration.people import PASSWORD
from linli.core.matters.commands import verify
from linli.core.matters.models import Delivery, Matter
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.handling.joint.models import Attendance, Task
from linli.flow.handling.joint.queries import open_of_units
from linli.flow.handling.links.bursts import events
from linli.flow.handling.links.models import Link
from linli.flow.handling.meetings.models import Awaiting, Meeting
from linli.flow.handling.returns.queries import returning
from linli.flow.handling.supervision.models import Mark, Supervision
from linli.flow.handling.supervision.queries.public import shown
from linli.flow.handling.timing.models import TimeRequest
from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import lane_named
from linli.flow.handling.worklists.paging import count
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.flow.outcomes.visits.queries import waiting
from linli.flow.statistics.commands import rebuild_group
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of

MATTERS = 15


@pytest.fixture
def first_day(db, settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.VAR = tmp_path
    now = timezone.now()
    accounts = load_demonstration(now=now, matters=MATTERS)
    assert {account.password for account in accounts} == {PASSWORD}
    return now, {account.username for account in accounts}


def actor(username, now):
    return actor_of(Staff.objects.get(username=username), on=timezone.localdate(now))


def stages(model, *fields):
    return set(model.objects.values_list(*fields).distinct())


@pytest.mark.slow
@pytest.mark.lengthy
def test_every_list_has_something_to_show_and_the_ledger_is_sound(first_day):
    now, accounts = first_day
    assert accounts >= {
        *("zhongxin-zhiban", "zhongxin-zhuren", "zhen-chuangkou", "zhen-fuze"),
        *("cun-ganbu", "bumen-jingban", "bumen-fuze"),
    }
    duty, leader = actor("zhongxin-zhiban", now), actor("zhongxin-zhuren", now)
    clerk = actor("zhen-chuangkou", now)
    worker, head = actor("bumen-jingban", now), actor("bumen-fuze", now)

    def lane(name, who):
        return count(lane_named(name, who), Filters(), actor=who, now=now)

    lists = {
        "转给我的": lane("offered", worker),
        "转给我的 of a town": lane("offered", clerk),
        "转出未接": lane("moved", worker),
        "alerts of the head": open_alerts(head).count(),
        "alerts of the duty post": open_alerts(duty).count(),
        "tasks that the department is asked for": open_of_units(worker),
        "tasks that it asked of others": open_of_units(worker, asked=True),
        "time requests that wait": TimeRequest.objects.filter(stage="asked", asked_for__in=head.unit_ids),
        "events that nobody gathered": events(actor=duty, now=now),
        "supervisions listed in public": shown(now=now),
        "visits to make today": waiting(duty, now=now),
        "hard matters that wait for a conference": Awaiting.objects.all(),
        "units that return": returning(leader, since=(now - timedelta(days=365)).date(), until=now.date()),
        "exclusions to review": Exclusion.objects.filter(stage="asked"),
        "marks": Mark.objects.filter(stage="given"),
    }
    assert [name for name, found in lists.items() if not found] == []

    assert {("conference", "closed"), ("regular", "closed"), ("conference", "planned")} <= stages(
        Meeting, "kind", "progress"
    )
    assert {("extend", "approved"), ("extend", "refused"), ("pause", "approved")} <= stages(
        TimeRequest, "kind", "stage"
    )
    assert {("centre", "closed"), ("centre", "escalated"), ("leader", "closed"), ("centre", "issued")} <= (
        stages(Supervision, "level", "stage")
    )
    assert {("assist", "accepted"), ("whistle", "accepted"), ("decision", "accepted")} <= (
        stages(Task, "kind", "stage")
    )
    assert Task.objects.exclude(dissent="").count() >= 1
    assert Attendance.objects.exclude(effective=None).count() >= 4
    assert {("approved",), ("lifted",)} <= stages(Exclusion, "stage")
    assert Link.objects.filter(relation="same_event").count() == 11
    assert Link.objects.filter(relation="follow_up").exists()
    burst = Link.objects.filter(relation="same_event").values("source")
    assert not Matter.objects.visible_to(SYSTEM).filter(id__in=burst, is_open=True).exists()
    assert not Delivery.objects.exists()

    for command, arguments in ((verify, []), (rebuild_group, ["statistics", "--check"])):
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code == 0, result.output
