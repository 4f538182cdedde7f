"""A clerk registers for somebody: letter, telephone, visit, group, spoken; and what is sealed they cannot open."""

import json
import re

import pytest
from django.urls import reverse

from linli.capabilities.petitions.bringing.tests.conftest import KEY, TEXT
from linli.capabilities.petitions.models import Petition
from linli.core.matters import sealed
from linli.core.matters.models import Entry, Matter, Party
from linli.core.matters.sealed.recusal import Named, marks_of
from linli.ground.people.actor import SYSTEM
from linli.testing.makers import MONDAY


def matters():
    return Matter.objects.visible_to(SYSTEM, sealed=True)


def form_of(browser, query=""):
    return KEY.search(browser.get(reverse("petitions:register") + query).content.decode())[1]


def said(office, key, **changes):
    plain = {
        "key": key,
        "klass": "claim",
        "form": "window",
        "severity": "large",
        "request": "请把补偿款发下来",
        "text": TEXT,
        "village": str(office.cast.east_village.id),
        "identity": "reachable",
        "name": "王小满",
        "phone": "13800000002",
        "wants_reply": "on",
        "people_count": "1",
    }
    return {**plain, **changes}


@pytest.fixture
def clerk(at_desk):
    return at_desk("clerk")


def register(browser, office, **changes):
    return browser.post(reverse("petitions:register"), said(office, form_of(browser), **changes), follow=True)


def heard(matter):
    return Entry.objects.get(subject=matter.id, verb="petitions.heard").body


def test_a_clerk_registers_at_the_window_and_prints_the_slip(office, clerk):
    page = register(clerk, office).content.decode()
    matter = matters().get()
    assert matter.number in page
    assert "paper-80" in page
    assert Petition.objects.get().form == "window"
    assert clerk.get(reverse("petitions:registered") + "?paper=58").content.decode().count("paper-58") == 1


def test_a_letter_keeps_the_day_of_its_postmark(office, clerk):
    assert register(clerk, office, form="letter", postmarked="2026-03-09").status_code == 422
    register(clerk, office, form="letter", postmarked="2026-02-25")
    assert heard(matters().get())["postmarked"] == "2026-02-25"
    assert matters().get().channel.code == "letter"


def test_what_was_spoken_is_kept_as_said_and_that_it_was_read_back(office, clerk):
    register(clerk, office, form="visit", read_back="on", text="他就是不给钱，说了三回了！")
    assert "他就是不给钱" in matters().get().text
    assert heard(matters().get())["read_back"] == "yes"


def test_a_group_and_a_helper_are_kept_with_their_telephones(office, clerk):
    group = {"people_count": "12", "name_1": "赵一", "phone_1": "13800000005"}
    helper = {"helper_name": "刘小河", "helper_phone": "13800000006"}
    assert register(clerk, office, **group, **helper).status_code == 422
    register(clerk, office, **group, **helper, consent="on")
    roles = sorted(Party.objects.values_list("role", flat=True))
    assert roles == ["helper", "representative", "requester"]
    assert heard(matters().get())["consented"] == "yes"
    assert Petition.objects.get().people_count == 12


def test_what_is_wrong_is_marked_and_the_rest_kept(office, clerk):
    answer = register(clerk, office, request="", phone="不知道", about_1="老张")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写下对方希望怎样" in page
    assert "请输入正确的电话号码" in page
    assert TEXT in page
    assert not matters().exists()


def test_the_same_form_sent_twice_makes_one_petition(office, clerk):
    key = form_of(clerk)
    for _ in range(2):
        clerk.post(reverse("petitions:register"), said(office, key, confirmed="on", identity="verified"))
    assert matters().count() == 1
    assert Entry.objects.filter(verb="petitions.heard").count() == 1
    assert (
        clerk.post(reverse("petitions:register"), said(office, key, text="完全是另一件事")).status_code == 409
    )


def test_a_clerk_looks_at_limits_and_at_what_is_in_hand_already_before_registering(office, clerk):
    register(clerk, office)
    before = matters().count()
    page = clerk.post(reverse("petitions:register"), said(office, form_of(clerk), look="1")).content.decode()
    assert matters().count() == before
    assert "信访工作条例第二十二条" in page
    assert "为什么是这天" in page
    assert matters().get().title in page
    assert TEXT in page


def test_an_accusation_is_sealed_at_once_and_the_clerk_holds_no_key(office, clerk):
    cast = office.cast
    label = re.search(r'value="(冯涛[^"]*)"', clerk.get(reverse("petitions:register")).content.decode())[1]
    page = register(
        clerk, office, klass="accusation", about_1=label, about_2="那个姓张的", identity="anonymous"
    ).content.decode()
    matter = matters().get()
    assert matter.is_sealed
    assert matter.number in page
    assert "丢了找不回来" in page
    assert not Matter.objects.visible_to(cast.clerk.actor, sealed=True).exists()
    marks = set(matter.recusals.values_list("mark", flat=True))
    assert marks_of([Named("staff", cast.handler.staff.id)], on=MONDAY.date()) == marks
    code = re.search(r'<dd class="number">([^<]+)</dd>', page)[1]
    key = sealed.key_by_code(matter, code)
    assert json.loads(sealed.text(matter, "respondents", key)) == ["那个姓张的", "冯涛"]
    assert register(clerk, office, klass="accusation").status_code == 422


def test_only_posts_that_register_get_the_form(office, at_desk):
    assert at_desk("auditor").get(reverse("petitions:register")).status_code == 404
    assert at_desk("handler").post(reverse("petitions:register"), {}).status_code == 404


def test_the_form_stays_within_its_queries(office, clerk, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        clerk.get(reverse("petitions:register"))
    register(clerk, office)
    with django_assert_max_num_queries(18):
        clerk.get(reverse("petitions:registered"))


def test_the_register_of_ways_fills_the_draft_of_the_step_that_tells_one(office, clerk):
    register(clerk, office)
    number = matters().get().number
    panels = clerk.get(reverse("desk:panels", args=[number])).content.decode()
    assert "劳动争议仲裁" in panels
    answer = clerk.post(reverse("petitions:show-way", args=[number]), {"way": "labour"}, follow=True)
    page = answer.content.decode()
    assert "劳动人事争议仲裁委员会" in page
    assert clerk.post(reverse("petitions:show-way", args=[number]), {"way": "nowhere"}).status_code == 404
