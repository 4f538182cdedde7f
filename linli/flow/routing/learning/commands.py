"""`linli evaluate routing` and `linli learn duties`."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click
from django.utils import timezone
from tqdm import tqdm

from linli.flow.routing.learning import queries
from linli.flow.routing.learning.learner.evaluation import evaluate
from linli.flow.routing.learning.proposals import Learned, ProposedDuty
from linli.flow.routing.learning.tables import read_orders
from linli.lib.spreadsheets import Unreadable

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("routing")
@click.argument("file", type=FILE)
@click.option("--from", "since", type=DAY, required=True, help="The first day to predict.")
@click.option("--to", "until", type=DAY, required=True, help="The last day to predict.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def evaluate_routing(file: Path, since: datetime, until: datetime, as_json: bool) -> None:
    """Predict who handled each past order in FILE, each day from all days before it, and say how often that was right.

    FILE is a CSV (also .gz) or XLSX with the columns create_time, street, community, type_l1 to type_l3, dispose_unit,
    source, property, and their codes. Writes nothing.
    """
    if until < since:
        raise click.UsageError("--to is before --from.")
    try:
        table = read_orders(file)
    except Unreadable as error:
        raise click.UsageError(str(error)) from error
    with tqdm(total=len(table.orders), unit=" orders", desc=file.name, disable=None) as bar:
        score = evaluate(table.orders, since=since.date(), until=until.date(), progress=bar.update)
    if not score.n:
        raise click.UsageError("FILE has no orders between these days.")
    if as_json:
        click.echo(json.dumps(asdict(score)))
    else:
        click.echo(
            f"{score.n} orders: first choice right {score.top1:.1%}, among the first three {score.top3:.1%}."
        )
    if table.bad:
        click.echo(f"{len(table.bad)} rows could not be read and are not counted.", err=True)


@click.command("duties")
@click.argument("file", type=FILE, required=False)
@click.option("--on", type=DAY, help="Learn what was known by the end of this day; today if not said.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def learn_duties(file: Path | None, on: datetime | None, as_json: bool) -> None:
    """Draft the duty list from the centre's closed matters, or from FILE with past orders, and find renamed units."""
    try:
        learned = _learned(file, on.date() if on else None)
    except Unreadable as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(learned), ensure_ascii=False, default=str))
        return
    click.echo(
        f"{learned.orders} matters: {len(learned.duties)} lines, {len(learned.successors)} renamed units."
    )
    for line in learned.duties:
        click.echo(f"  {_sentence(line)}")
    for pair in learned.successors:
        click.echo(
            f"  {pair.old_name} → {pair.new_name} since {pair.since}, confidence {pair.confidence:.0%}"
        )
        for ground in pair.evidence:
            click.echo(f"    {ground}")


def _learned(file: Path | None, on: date | None) -> Learned:
    if file:
        return queries.learn_file(file, on=on)
    return queries.learn(on=on or timezone.localdate())


def _sentence(line: ProposedDuty) -> str:
    where = f" · {line.area_name}" if line.area_name else ""
    other = f" ({line.listed_unit_name})" if line.standing == "contradicts" else ""
    found = f"{line.n}/{line.of} {line.share:.0%}"
    return f"{line.category_name}{where} → {line.unit_name}  {found}  {line.standing}{other}"


LESSONS: list[click.Command] = [learn_duties]
EVALUATIONS: list[click.Command] = [evaluate_routing]
