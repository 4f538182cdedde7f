"""A centre learns from its closed matters, and suggests."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from linli.core.matters.models import Category, Matter
from linli.core.registers.models import Provision
from linli.flow.routing.models import Duty
from linli.flow.routing.suggesting.actions import TooLittle, learn, learn_when_due
from linli.flow.routing.suggesting.examples import examples, levels
from linli.flow.routing.suggesting.models import Lesson
from linli.flow.routing.suggesting.queries import learned, suggest
from linli.flow.routing.suggesting.tests.texts import close_many
from linli.ground.people.actor import SYSTEM
from linli.testing.makers import MONDAY

TODAY = timezone.localdate(MONDAY)


def said(text, title=""):
    return [each.category.code for each in suggest(text, title, on=TODAY)]


def test_with_few_matters_it_is_silent(centre):
    close_many(centre, each=20)
    with pytest.raises(TooLittle, match="60件"):
        learn(now=MONDAY)
    assert learned(on=TODAY) is None
    assert said("水管漏水") == []


def test_with_enough_it_says_what_a_text_is_about_and_how_well_it_does(centre):
    close_many(centre)
    lesson = learn(now=MONDAY)
    first, *_ = suggest("家门口水管漏水了", "水管漏水", on=TODAY)
    assert first.category == centre.leak
    assert first.because
    assert 20 <= first.percent <= 99
    assert lesson.version == 1
    assert lesson.matters == 120
    assert lesson.macro_f1 > 0.9
    assert {each["matters"] for each in lesson.categories} == {40}
    assert learned(on=TODAY).matters == 120


def test_an_empty_text_gets_no_suggestion(centre):
    close_many(centre)
    learn(now=MONDAY)
    assert said("  ") == []


def test_a_category_no_longer_in_force_is_not_suggested(centre):
    categories = close_many(centre, each=60)
    learn(now=MONDAY)
    assert said("歌厅半夜吵闹")[0] == "N"
    Category.objects.filter(id=categories["noise"].id).update(valid_to=TODAY - timedelta(days=1))
    assert "N" not in said("歌厅半夜吵闹")
    assert {each["code"] for each in learn(now=MONDAY).categories} == {"W1", "R"}


def test_a_category_for_which_nobody_answers_is_not_suggested(centre):
    categories = close_many(centre)
    learn(now=MONDAY)
    assert said("垃圾没人清理")[0] == "R"
    Duty.objects.filter(category=categories["refuse"]).update(valid_to=TODAY - timedelta(days=1))
    assert "R" not in said("垃圾没人清理")


def test_a_line_for_the_category_above_is_enough(centre):
    close_many(centre)
    learn(now=MONDAY)
    assert not Duty.objects.filter(category=centre.leak).exists()
    assert said("水管漏水")[0] == centre.leak.code


def test_what_learned_badly_is_not_shown(centre):
    close_many(centre)
    lesson = learn(now=MONDAY)
    Lesson.objects.filter(id=lesson.id).update(macro_f1=0.39)
    assert said("水管漏水") == []
    Provision.objects.create(name="suggesting.least_f1", value=30, source="本县规定")
    assert said("水管漏水") != []


def test_open_and_withdrawn_matters_teach_nothing(centre):
    close_many(centre, outcome="")
    assert examples(on=TODAY).texts == []
    Matter.objects.visible_to(SYSTEM).update(outcome="solved")
    assert len(examples(on=TODAY).texts) == 120


def test_only_the_latest_matters_teach(centre):
    Provision.objects.create(name="suggesting.most_matters", value=50, source="本县规定")
    close_many(centre)
    assert len(examples(on=TODAY).texts) == 50


def test_a_category_with_few_matters_teaches_the_one_above_it():
    tree = {"A": (None, True), "A1": ("A", True), "A2": ("A", True), "A3": ("A", True), "B": (None, True)}
    own = ["A1"] * 10 + ["A2"] * 6 + ["A3"] * 5 + ["B"] * 9
    assert levels(own, tree, least=10) == {"A1": "A1", "A2": "A", "A3": "A", "B": None}
    tree["A1"] = ("A", False)
    assert levels(own, tree, least=10)["A1"] == "A"


def test_each_lesson_is_a_version_and_old_ones_go(centre):
    close_many(centre)
    for _ in range(7):
        learn(now=MONDAY)
    assert list(Lesson.objects.order_by("version").values_list("version", flat=True)) == [3, 4, 5, 6, 7]


def test_the_worker_learns_once_a_day(centre):
    cache.clear()
    assert learn_when_due(now=MONDAY) == 0
    close_many(centre)
    assert learn_when_due(now=MONDAY) == 0  # it had looked today and found too little
    cache.clear()
    assert learn_when_due(now=MONDAY) == 120
    assert learn_when_due(now=MONDAY) == 0
    cache.clear()
    assert learn_when_due(now=MONDAY + timedelta(hours=23)) == 0
    assert learn_when_due(now=MONDAY + timedelta(hours=24)) == 120


def test_a_suggestion_costs_few_looks(centre, django_assert_max_num_queries):
    close_many(centre)
    learn(now=MONDAY)
    with django_assert_max_num_queries(8):
        suggest("水管漏水", on=TODAY)
