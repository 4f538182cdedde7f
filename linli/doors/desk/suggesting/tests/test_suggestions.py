"""A clerk sees what a text seems to be about, and decides."""

import re

import pytest
from django.urls import reverse

from linli.core.matters.models import Category, Entry, Matter
from linli.flow.routing.suggesting.actions import learn
from linli.flow.routing.suggesting.models import Lesson
from linli.flow.routing.suggesting.tests.texts import close_many
from linli.testing.makers import MONDAY

TEXT = "村口水管爆裂，自来水管漏水，水流一地。"


@pytest.fixture
def categories(centre):
    found = close_many(centre)
    learn(now=MONDAY)
    return found


@pytest.fixture
def leak(centre, categories):
    return centre.matter(centre.bring(text=TEXT, category_id=None))


def form_of(browser, matter, **headers):
    return browser.get(reverse("desk:form", args=[matter.number, "classify"]), headers=headers)


def classify(browser, matter, **said):
    said = {"version": Matter.objects.get(id=matter.id).version, "severity": "large", **said}
    return browser.post(reverse("desk:step", args=[matter.number, "classify"]), said)


def chosen(page):
    field = re.search(r'<select name="category".*?</select>', page, re.S)[0]
    return re.findall(r'value="([^"]*)" selected', field)


def classified(matter):
    return Entry.objects.get(subject=matter.id, verb="routing.classified").body


def test_the_step_shows_up_to_three_with_reasons_and_chooses_none(leak, categories, at_desk):
    page = form_of(at_desk("clerk"), leak, HX_Request="true").content.decode()
    assert "像是：供水 › 管道漏水（把握 " in page
    assert "漏水</q>" in page
    assert "从 120 件已办结的事项学来，可能不对" in page
    assert page.count("data-fill=") <= 3
    assert chosen(page) == [""]
    assert Matter.objects.get(id=leak.id).category is None


def test_without_script_the_suggestions_stand_first_in_the_list(leak, categories, at_desk):
    page = form_of(at_desk("clerk"), leak).content.decode()
    group = re.search(r'<optgroup label="像是">(.*?)</optgroup>', page, re.S)[1]
    assert f'value="{categories["leak"].id}"' in group
    assert 'class="only-script"' in page


def test_the_ledger_says_whether_what_was_chosen_had_been_suggested(leak, centre, categories, at_desk):
    browser = at_desk("clerk")
    assert classify(browser, leak, category=categories["leak"].id, suggested_by="1").status_code == 302
    assert classified(leak)["suggested"] is True
    other = centre.matter(centre.bring(text=TEXT, category_id=None))
    water = Category.objects.get(code="W")
    assert classify(browser, other, category=water.id, suggested_by="1").status_code == 302
    assert classified(other)["suggested"] is False


@pytest.mark.parametrize("by", ["", "7", "nonsense"])
def test_where_nothing_was_suggested_the_ledger_says_nothing_of_it(leak, categories, at_desk, by):
    assert (
        classify(at_desk("clerk"), leak, category=categories["leak"].id, suggested_by=by).status_code == 302
    )
    assert "suggested" not in classified(leak)


def test_before_anything_was_learned_the_form_is_as_ever(centre, at_desk):
    matter = centre.matter(centre.bring(category_id=None))
    page = form_of(at_desk("clerk"), matter, HX_Request="true").content.decode()
    assert "<select" in page
    assert "suggest" not in page


def test_a_form_that_comes_back_keeps_the_choice_and_the_suggestions(leak, categories, at_desk):
    answer = classify(at_desk("clerk"), leak, category=categories["noise"].id, severity="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{categories["noise"].id}" selected' in page
    assert "像是：供水 › 管道漏水" in page


def test_the_form_costs_few_looks(leak, at_desk, django_assert_max_num_queries):
    browser = at_desk("clerk")
    with django_assert_max_num_queries(30):
        form_of(browser, leak, HX_Request="true")


def said(**changes):
    return {"kind": "requests.help", "text": TEXT, "severity": "small", "channel": "window", **changes}


def test_at_the_window_one_may_ask_before_registering(categories, at_desk, centre):
    count = Matter.objects.count()
    answer = at_desk("east_clerk").post(reverse("desk:intake"), said(key="k", look="category", name="老李"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "像是：供水 › 管道漏水" in page
    assert "老李" in page
    assert TEXT in page
    assert chosen(page) == [""]
    assert Matter.objects.count() == count


def test_while_typing_the_suggestions_are_fetched(categories, at_desk):
    browser = at_desk("east_clerk")
    assert "看看像哪一类" in browser.get(reverse("desk:intake")).content.decode()
    shown = browser.post(reverse("desk:suggestions"), {"text": TEXT}).content.decode()
    assert "像是：供水 › 管道漏水" in shown
    assert 'data-fill="id_category"' in shown
    assert "看不出像哪一类" in browser.post(reverse("desk:suggestions"), {"text": ""}).content.decode()


def test_only_who_may_register_gets_suggestions_while_typing(categories, at_desk):
    assert at_desk("auditor").post(reverse("desk:suggestions"), {"text": TEXT}).status_code == 404
    assert at_desk("east_clerk").get(reverse("desk:suggestions")).status_code == 405


def test_when_it_does_badly_the_window_is_as_ever(categories, at_desk):
    Lesson.objects.update(macro_f1=0.1)
    page = at_desk("east_clerk").get(reverse("desk:intake")).content.decode()
    assert "看看像哪一类" not in page
    assert "_suggestions" not in page


def test_in_english_too(leak, at_desk):
    browser = at_desk("clerk")
    browser.cookies["django_language"] = "en"
    page = form_of(browser, leak, HX_Request="true").content.decode()
    assert "It may be wrong" in page
