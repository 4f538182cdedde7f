"""Whoever asks gets a procedure as a page, and hears plainly that there is none of that name."""

from click.testing import CliRunner

from linli.core.procedures.commands import procedure
from linli.core.procedures.markdown import page
from linli.core.procedures.reading import read
from linli.core.procedures.tests.test_checking import RIGHT


def test_a_page_says_who_may_do_what_and_which_clocks_run():
    text = page(read(RIGHT, file="sample.toml"))
    assert (
        "| `finish` | 完成 / Finish | `handling.work` | `begun` | `done` | `answer` | — | `sample.finished` |"
        in text
    )
    assert "| `answer` | 答复 / Answer | matter | 5 working days | 样例 | — | `intake` | `finish` |" in text
    assert "| `done` | 完成 / Done | 完成了 / It is done | no |" in text


def test_the_command_prints_the_page_and_knows_no_other_name():
    runner = CliRunner()
    shown = runner.invoke(procedure, ["requests"])
    assert shown.exit_code == 0
    assert shown.output.startswith("# 群众诉求办理 / Handling of requests\n")
    unknown = runner.invoke(procedure, ["nothing"])
    assert unknown.exit_code == 2
    assert "no procedure is named nothing" in unknown.output
