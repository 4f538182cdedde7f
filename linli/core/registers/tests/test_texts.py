"""The centre writes its own words."""

from linli.core.registers import actions, declaration, queries

TEXTS = declaration.named("texts")


def test_a_text_is_read_in_the_language_of_the_page_and_else_in_chinese(keeper, now):
    assert queries.text("portal.welcome", default="您好") == "您好"
    actions.add(
        TEXTS, {"key": "portal.welcome", "language": "zh-hans", "text": "欢迎"}, actor=keeper, now=now
    )
    assert queries.text("portal.welcome", language="en") == "欢迎"
    row = actions.add(
        TEXTS, {"key": "portal.welcome", "language": "en", "text": "Welcome"}, actor=keeper, now=now
    )
    assert queries.text("portal.welcome", language="en") == "Welcome"
    actions.change(TEXTS, row, {"text": "Come in"}, actor=keeper, now=now)
    assert queries.text("portal.welcome", language="en") == "Come in"


def test_reading_texts_again_asks_no_database(keeper, django_assert_num_queries):
    queries.text("portal.welcome")
    with django_assert_num_queries(0):
        queries.text("portal.promise")
