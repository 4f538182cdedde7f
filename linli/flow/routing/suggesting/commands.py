"""`linli evaluate categories` and `linli learn categories`."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from django.utils import timezone

from linli.flow.routing.suggesting.classifier import Measured, cross_validated, judged
from linli.flow.routing.suggesting.classifier.measuring import FOLDS
from linli.flow.routing.suggesting.classifier.rows import counted
from linli.flow.routing.suggesting.tables import Labelled, read_labelled
from linli.lib.spreadsheets import Unreadable

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("categories")
@click.argument("file", type=FILE)
@click.option("--test", type=FILE, help="Learn from FILE and judge the rows of this file instead.")
@click.option("--seed", default=0, show_default=True, help="From which the folds are drawn.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def categories(file: Path, test: Path | None, seed: int, as_json: bool) -> None:
    """Measure how well categories are suggested for the texts in FILE: JSON lines (also packed), CSV or XLSX with the
    columns title, text and label.

    The rows are dealt into five folds, each label evenly; each fold is judged by what was learned from the other four.
    """
    try:
        rows, others = read_labelled(file), read_labelled(test) if test else None
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    if len({row.label for row in rows}) < 2:
        raise click.ClickException("FILE must have rows of two labels at least.")
    if others == []:
        raise click.ClickException("The test file has no rows with a label.")
    measured = _measure(rows, others, seed)
    if as_json:
        labels = {name: round(score, 4) for name, score in measured.labels.items()}
        said = {"macro_f1": round(measured.macro_f1, 4), "n": measured.n, "labels": labels}
        how = {"test": test.name} if test else {"folds": FOLDS, "seed": seed}
        click.echo(json.dumps({**said, **how}, ensure_ascii=False))
        return
    click.echo(f"macro F1 {measured.macro_f1:.4f} on {measured.n} texts")
    for name, score in sorted(measured.labels.items(), key=lambda each: each[1]):
        click.echo(f"  {score:.4f}  {name}")


def _measure(rows: list[Labelled], others: list[Labelled] | None, seed: int) -> Measured:
    texts, labels = [counted(row.written) for row in rows], [row.label for row in rows]
    if others is None:
        return cross_validated(texts, labels, seed=seed)
    return judged(texts, labels, [counted(row.written) for row in others], [row.label for row in others])


@click.command("categories")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def learn_categories(as_json: bool) -> None:
    """Learn from the centre's closed matters what a text is about, and measure how well that goes.

    The worker does the same once a night. Exit code 1 while there is too little to learn from: nothing is suggested then.
    """
    from linli.flow.routing.suggesting.actions import TooLittle, learn

    try:
        lesson = learn(now=timezone.now())
    except TooLittle as error:
        if as_json:
            click.echo(json.dumps({"learned": False, **asdict(error.found)}))
        else:
            click.echo(
                f"{error.found.matters} closed matters in {error.found.categories} categories with enough of them; "
                f"at least {error.found.least_matters} matters and 2 categories are needed. Nothing is suggested."
            )
        raise SystemExit(1) from None
    said = {"version": lesson.version, "matters": lesson.matters, "macro_f1": round(lesson.macro_f1, 4)}
    if as_json:
        click.echo(json.dumps({"learned": True, **said, "categories": lesson.categories}, ensure_ascii=False))
        return
    click.echo(f"Version {lesson.version}: {lesson.matters} matters, macro F1 {lesson.macro_f1:.4f}")
    for each in lesson.categories:
        click.echo(f"  {each['f1']:.4f}  {each['matters']:>5}  {each['code']} {each['name']}")


LESSONS: list[click.Command] = [learn_categories]
EVALUATIONS: list[click.Command] = [categories]
