"""A wrong procedure file is refused at start, with its line and what to mend."""

import pytest

from linli.core import capability
from linli.core.procedures import shelf
from linli.core.procedures.checking import check, read_file
from linli.core.procedures.reading import ProcedureWrong, read

RIGHT = """
procedure = "sample"
version = 1
title = { zh = "样例", en = "Sample" }
start = "begun"
starts = ["answer"]

[[states]]
name = "begun"
label = { zh = "开始", en = "Begun" }
explained = { zh = "开始了", en = "It has begun" }

[[states]]
name = "done"
label = { zh = "完成", en = "Done" }
explained = { zh = "完成了", en = "It is done" }
open = false

[[clocks]]
name = "answer"
label = { zh = "答复", en = "Answer" }
limit = "5 working days"
source = "样例"

[[steps]]
name = "finish"
label = { zh = "完成", en = "Finish" }
verb = "sample.finished"
from = ["begun"]
to = "done"
who = "handling.work"
stops = ["answer"]
"""


def findings(text: str) -> list[str]:
    try:
        return [str(wrong) for wrong in check(read(text, file="sample.toml"), text=text)]
    except ProcedureWrong as wrong:
        return [str(wrong)]


def test_a_right_procedure_has_nothing_to_mend():
    assert findings(RIGHT) == []


LOST = (
    '[[states]]\nname = "lost"\nlabel = { zh = "丢", en = "Lost" }\nexplained = { zh = "丢", en = "Lost" }\n'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RIGHT + LOST, "sample.toml:34: state `lost` can never be reached"),
        (
            RIGHT.replace('stops = ["answer"]', ""),
            "clock `answer` never stops: it still runs in the closed state",
        ),
        (RIGHT.replace('starts = ["answer"]', ""), "clock `answer` is never started"),
        (RIGHT.replace('"handling.work"', '"handling.dance"'), "asks for permission `handling.dance`"),
        (
            RIGHT.replace('stops = ["answer"]', 'stops = ["answer"]\nguard = "moon_is_full"'),
            "names guard `moon_is_full`",
        ),
        (RIGHT.replace('to = "done"', 'to = "nowhere"'), "names state `nowhere`, which does not exist"),
        (RIGHT.replace('label = { zh = "完成", en = "Finish" }\n', ""), "finish has no `label`"),
        (RIGHT.replace('en = "Finish"', 'en = ""'), "needs a text in zh and in en"),
        (RIGHT.replace("5 working days", "some days"), "limit of answer"),
        (RIGHT.replace('to = "done"', 'towards = "done"'), "finish has `towards`, which means nothing here"),
        (
            RIGHT.replace("version = 1", "version = 1\nowner = 3"),
            "the file has `owner`, which means nothing here",
        ),
        (RIGHT.replace('limit = "5', 'level = "unit"\nlimit = "5'), "a receipt could promise no day"),
        (RIGHT.replace('limit = "5', 'level = "village"\nlimit = "5'), "it can be matter, unit"),
        (
            RIGHT + 'asks = [{ name = "a", kind = "song", label = { zh = "问", en = "Ask" } }]',
            "is `song`; it can be",
        ),
        (RIGHT.replace('start = "begun"', 'start = "begun'), "sample.toml:5"),
    ],
    ids=[
        "a state nobody reaches",
        "a clock nobody stops",
        "a clock nobody starts",
        "a permission nobody has",
        "a guard nobody wrote",
        "a state that is not there",
        "a step without text",
        "a text without its English",
        "a limit that is none",
        "a word that means nothing",
        "a word at the top that means nothing",
        "no clock of the matter itself",
        "a level that is none",
        "a kind of question that is none",
        "not TOML at all",
    ],
)
def test_each_mistake_is_named_with_its_line(text, expected):
    found = findings(text)
    assert any(expected in sentence for sentence in found), found
    assert all(sentence.startswith("sample.toml:") for sentence in found)


def test_every_procedure_that_ships_is_right():
    assert shelf.findings() == []


@pytest.mark.django_db
def test_a_locality_overrides_by_a_file_of_the_same_name(settings, tmp_path):
    name = capability.every()[0].procedure
    shipped = shelf.current(name).version
    text = read_file(shelf.file_of(name)).replace(f"version = {shipped}", "version = 70")
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures" / f"{name}.toml").write_text(text, encoding="utf-8")
    settings.LOCALITY = tmp_path
    shelf.current.cache_clear()
    shelf.version_of.cache_clear()
    try:
        assert shelf.current(name).version == 70
        assert shelf.version_of(name, shipped).version == shipped
    finally:
        shelf.current.cache_clear()
        shelf.version_of.cache_clear()


@pytest.mark.django_db
def test_changing_a_procedure_without_a_new_version_is_refused(settings, tmp_path):
    from linli.testing.makers import MONDAY

    name = capability.every()[0].procedure
    text = read_file(shelf.file_of(name)).replace("待分派", "等分派")
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert shelf.publish(now=MONDAY) == []
    settings.LOCALITY = tmp_path
    shelf.current.cache_clear()
    try:
        assert "give it a new number" in str(shelf.publish(now=MONDAY)[0])
    finally:
        shelf.current.cache_clear()
