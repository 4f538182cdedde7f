"""What stands beside a matter costs two queries, and nothing where there is nothing to say."""

from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from linli.doors.desk.joint.panels import joint
from linli.flow.handling.joint import actions
from linli.testing.makers import MONDAY


def request_of(member):
    request = RequestFactory().get("/desk/")
    request.user, request.actor, request.session = member.staff, member.actor, {}
    request._messages = FallbackStorage(request)
    return request


def test_the_panel_costs_two_queries(leak, roads, centre, django_assert_max_num_queries):
    cast = centre.cast
    units = [roads.unit.id, cast.west_town.id, cast.east_town.id]
    actions.ask(leak.id, unit_ids=units, asked="看看。", actor=cast.handler.actor, now=MONDAY)
    for member in (cast.handler, cast.east_clerk, cast.clerk, roads):
        request = request_of(member)
        with django_assert_max_num_queries(2):
            assert "看看。" in joint(request, leak, now=MONDAY)


def test_who_has_no_part_sees_no_panel(leak, centre):
    assert joint(request_of(centre.cast.auditor), leak, now=MONDAY) == ""
    assert "请别的单位协办" in joint(request_of(centre.cast.handler), leak, now=MONDAY)
    assert "吹哨" in joint(request_of(centre.cast.east_clerk), leak, now=MONDAY)
