"""Clerks see what their resident was told, and switch it off for whoever telephones."""

from django.urls import reverse

from linli.doors.desk.notices.panels import notices as panel
from linli.doors.notices.sending import send_due
from linli.flow.intake.wishes.queries import wants_messages


def panels(browser, course):
    address = reverse("desk:panels", args=[course.matter.number])
    return browser.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_matter_s_page_says_what_was_sent_when_and_no_number(course, outbox, at_desk):
    course.claim().contact().reply()
    handler = at_desk("handler")
    assert "系统会发短信告诉诉求人" in panels(handler, course)
    send_due(now=course.now)
    page = panels(handler, course)
    assert "有答复了" in page
    assert "13800000001" not in page
    outbox.fails.append(ValueError())
    course.close()
    send_due(now=course.now)
    assert "没有发成" in panels(handler, course)
    assert "要紧的请打电话" in panels(handler, course)


def test_a_clerk_switches_it_off_for_whoever_telephones_and_others_cannot(course, outbox, at_desk):
    address = reverse("desk:notices-switch", args=[course.matter.number])
    assert at_desk("handler").post(address, {"wanted": "no"}).status_code in (403, 404)
    assert at_desk("west_clerk").post(address, {"wanted": "no"}).status_code == 404
    assert wants_messages(course.id)
    clerk = at_desk("clerk")
    assert "诉求人说不要短信了" in panels(clerk, course)
    assert "诉求人说不要短信了" not in panels(at_desk("handler"), course)
    assert clerk.post(address, {"wanted": "no"}).status_code == 302
    assert not wants_messages(course.id)
    assert "诉求人不要短信" in panels(clerk, course)
    clerk.post(address, {"wanted": "yes"})
    assert wants_messages(course.id)


def test_the_panel_costs_two_queries(course, outbox, django_assert_max_num_queries, rf):
    course.claim().contact().reply()
    send_due(now=course.now)
    request, matter = rf.get("/"), course.matter
    request.actor = course.who("clerk")
    with django_assert_max_num_queries(2):
        assert "通知" in panel(request, matter, now=course.now)


def test_where_nothing_was_sent_and_nothing_can_be_there_is_no_panel(course, settings, rf):
    settings.CODE_SENDER = ""
    request = rf.get("/")
    request.actor = course.who("clerk")
    assert panel(request, course.matter, now=course.now) == ""
