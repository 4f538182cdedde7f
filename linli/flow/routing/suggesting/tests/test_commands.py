"""The commands that learn and measure."""

import csv
import gzip
import json

from click.testing import CliRunner

from linli.flow.routing.suggesting.commands import categories, learn_categories
from linli.flow.routing.suggesting.tests.texts import SUBJECTS, close_many, example


def lines(each=15):
    for subject in SUBJECTS:
        for count in range(each):
            title, text = example(subject, count)
            yield {"title": title, "text": text, "label": subject, "more": None}


def run(command, *arguments):
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_a_file_of_lines_is_measured(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines()), encoding="utf-8")
    answer = run(categories, file, "--json")
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert said["n"] == 45
    assert set(said["labels"]) == set(SUBJECTS)
    assert said["macro_f1"] > 0.9
    assert (said["folds"], said["seed"]) == (5, 0)
    assert json.loads(run(categories, file, "--json").stdout) == said
    assert "macro F1" in run(categories, file).stdout


def test_packed_lines_and_tables_give_the_same(tmp_path):
    packed, table = tmp_path / "texts.jsonl.gz", tmp_path / "texts.csv"
    with gzip.open(packed, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines())
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["标题", "内容", "分类"])
        writer.writerows([line["title"], line["text"], line["label"]] for line in lines())
    assert run(categories, packed, "--json").stdout == run(categories, table, "--json").stdout


def test_what_one_file_teaches_is_judged_on_another(tmp_path):
    file, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines()), encoding="utf-8")
    other.write_text("\n".join(json.dumps(line) for line in lines(each=3)), encoding="utf-8")
    said = json.loads(run(categories, file, "--test", other, "--json").stdout)
    assert said["n"] == 9
    assert said["test"] == "b.jsonl"
    assert said["macro_f1"] == 1


def test_a_file_that_cannot_be_measured_is_refused_with_a_sentence(tmp_path):
    broken, alone = tmp_path / "broken.jsonl", tmp_path / "alone.jsonl"
    broken.write_text("not json", encoding="utf-8")
    alone.write_text('{"text": "水管漏水", "label": "leak"}', encoding="utf-8")
    assert "CSV" in run(categories, broken).output
    assert "two labels" in run(categories, alone).output
    assert run(categories, broken).exit_code == 1
    assert run(categories, tmp_path / "none.jsonl").exit_code == 2


def test_the_command_learns_or_says_what_is_missing(centre):
    answer = run(learn_categories, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout) == {
        "learned": False,
        "matters": 0,
        "categories": 0,
        "least_matters": 100,
    }
    close_many(centre)
    answer = run(learn_categories, "--json")
    assert answer.exit_code == 0
    said = json.loads(answer.stdout)
    assert (said["learned"], said["version"], said["matters"]) == (True, 1, 120)
    assert {each["code"] for each in said["categories"]} == {"W1", "N", "R"}
