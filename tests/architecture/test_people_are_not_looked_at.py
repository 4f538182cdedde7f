"""The house looks at matters, never at people: no table, field, page, command or permission for the contrary.

The words stand in English, Chinese and pinyin, as such things are called where they exist.
"""

import ast
import re

from django.apps import apps
from django.urls import get_resolver

from linli.config.cli import program
from tests.architecture.source import PACKAGE, none, ours, python, tree
from tests.architecture.test_rooms import pages

ENGLISH = [
    "watch_?list", "black_?list", "key_?(?:person|people|individual)s?", "person_?of_?interest", "targeted_?person",
    "(?:person|people|resident|party|citizen|petitioner)_?(?:search|lookup|finder|profile|score|rating|risk|tag|label|track\\w*)",
    "(?:search|find|lookup|track|profile|score|rate)_?(?:persons?|people|residents?|part(?:y|ies)|citizens?|petitioners?)",
    "petitioners?_?(?:list|register|file)", "risk_?scores?", "social_?credit", "credit_?scores?", "face_?\\w*recogn\\w*",
    "plate_?\\w*recogn\\w*", "camera_?feeds?", "informant\\w*", "dissident\\w*", "sentiment_?of_?person",
]  # fmt: skip
PINYIN = [
    "zhongdian_?ren\\w*", "zdry", "heimingdan", "renlian\\w*", "chepai\\w*", "shangfang_?ren\\w*", "chanfang\\w*",
    "naofang\\w*", "wenkong\\w*", "wei_?wen\\w*", "xinyong_?fen\\w*",
]  # fmt: skip
CHINESE = [
    "重点人", "重点关注人", "黑名单", "人脸", "车牌识别", "缠访", "闹访", "上访户", "上访人员", "稳控", "信用分", "风险人员",
    "人员画像", "查人", "人员轨迹", "举报有奖",
]  # fmt: skip
LATIN = re.compile(rf"(?:^|[^a-z])(?:{'|'.join(ENGLISH + PINYIN)})(?:[^a-z]|$)", re.IGNORECASE)
HAN = re.compile("|".join(CHINESE))
PERMISSION = re.compile(r"[a-z_]+\.[a-z_]+")
RULE = "This would let somebody look for people instead of matters. There is no such place in this house."


def bad(words):
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", words)
    snake = re.sub(r"[/.-]", "_", snake)
    return bool(LATIN.search(snake) or HAN.search(words))


def test_the_rule_knows_such_names_and_leaves_others_alone():
    wrong = [
        "WatchList",
        "key_persons",
        "zdry",
        "重点人员",
        "person_search",
        "search/people",
        "PetitionerRegister",
    ]
    right = [
        "Watch",
        "watched",
        "matters/search",
        "places_search",
        "Party",
        "被投诉人",
        "facilities",
        "interface",
    ]
    assert [word for word in wrong if not bad(word)] == []
    assert [word for word in right if bad(word)] == []


def test_no_table_and_no_field_is_about_watching_people():
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("linli."):
            continue
        words = [model.__name__, str(model._meta.verbose_name)]
        words += [
            word
            for field in model._meta.get_fields()
            for word in (field.name, str(getattr(field, "verbose_name", "")))
        ]
        found += [f"{model.__name__}: {word}" for word in words if bad(word)]
    none(found, RULE)


def test_no_page_is_about_finding_people():
    none([route for route, _ in pages(get_resolver().url_patterns) if bad(route)], RULE)


def test_no_command_is_about_finding_people():
    import click

    context = click.Context(program)
    none([name for name in program.list_commands(context) if bad(name)], RULE)


def test_no_module_function_or_permission_is_named_for_it():
    found = []
    for path in python(tests=False):
        found += [str(path.relative_to(PACKAGE))] if bad(path.stem) else []
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and bad(node.name):
                found.append(f"{path.relative_to(PACKAGE)}: {node.name}")
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and PERMISSION.fullmatch(value) and bad(value):
                found.append(f"{path.relative_to(PACKAGE)}: {value}")
    none(found, RULE)


def test_no_procedure_is_about_watching_people():
    found = [
        str(path.relative_to(PACKAGE.parent))
        for path in ours()
        if path.suffix == ".toml" and path.name != "pyproject.toml" and bad(path.read_text(encoding="utf-8"))
    ]
    none(found, RULE)
