"""Staff find matters by their words, and only what they may see."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.core.matters.search import QueryTooShort, find, index_all
from linli.core.matters.search.finding import matching, numbered
from linli.flow.handling import actions as handling
from linli.testing.makers import MONDAY


def numbers(page):
    return [matter.number for matter in page.matters]


def test_a_clerk_finds_a_matter_by_two_characters_of_text_title_or_place(centre):
    wanted = centre.bring(text="文化站门口的路灯不亮，晚上看不清路。")
    centre.bring(text="河堤边垃圾没有人清。")
    clerk = centre.cast.clerk.actor
    for words in ("路灯", "文化站", "老槐", "路灯 文化", "不亮"):
        assert wanted.number in numbers(find(words, clerk)), words
    assert numbers(find("路灯", clerk)) == [wanted.number]
    assert numbers(find("灯路", clerk)) == []


def test_one_character_is_answered_with_a_sentence(centre):
    with pytest.raises(QueryTooShort):
        find("灯", centre.cast.clerk.actor)


def test_pairs_that_stand_apart_are_not_a_word(centre):
    centre.bring(text="东城很好。城东镇也好。")
    assert numbers(find("东城东镇", centre.cast.clerk.actor)) == []


@pytest.mark.parametrize(
    "words", ["100%好", "a_b", "''-- 路灯", 'x" OR "y', "路灯' | 'x", "\\\\灯灯", "灯灯%灯灯", "灯:* & 灯灯"]
)
def test_signs_in_a_query_are_only_signs(centre, words):
    centre.bring()
    find(words, centre.cast.clerk.actor)


def test_a_clerk_of_another_town_does_not_find_it(centre):
    receipt = centre.bring()
    assert numbers(find("水管", centre.cast.east_clerk.actor)) == [receipt.number]
    assert numbers(find("水管", centre.cast.handler.actor)) == [receipt.number]
    assert numbers(find("水管", centre.cast.west_clerk.actor)) == []
    assert numbered(receipt.number, centre.cast.clerk.actor) == receipt.matter_id
    assert numbered(receipt.number, centre.cast.west_clerk.actor) is None


def test_a_unit_that_gave_it_back_still_finds_it(centre):
    receipt = centre.bring()
    handler = centre.cast.handler.actor
    handling.give_back(
        receipt.matter_id, reason="不归本单位", article="责任清单第3项", actor=handler, now=MONDAY
    )
    centre.settle(now=MONDAY)
    assert numbers(find("水管", handler)) == [receipt.number]


def test_pages_of_results_hold_each_matter_once_newest_first(centre):
    brought = [
        centre.bring(now=MONDAY + timedelta(days=9 * place), text=f"路灯坏了第{place}处", phone="").number
        for place in range(7)
    ]
    clerk = centre.cast.clerk.actor
    first = find("路灯", clerk, size=3)
    second = find("路灯", clerk, size=3, after=first.after)
    third = find("路灯", clerk, size=3, after=second.after)
    assert numbers(first) + numbers(second) + numbers(third) == brought[::-1]
    assert (first.before, third.after) == ("", "")
    assert numbers(find("路灯", clerk, size=3, before=third.before)) == numbers(second)
    assert matching("路灯", clerk).count() == 7


def test_the_whole_index_can_be_made_anew(centre):
    receipt = centre.bring()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matters_search")
    assert numbers(find("水管", centre.cast.clerk.actor)) == []
    assert list(index_all()) == [1]
    assert numbers(find("水管", centre.cast.clerk.actor)) == [receipt.number]
