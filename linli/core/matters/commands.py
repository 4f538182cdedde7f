"""`linli verify`: recompute the whole ledger and say what does not fit. `linli checkpoint`, `linli witness`: what others keep
of it. `linli recovery-key give`: a way into a sealed matter."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.utils import timezone, translation
from tqdm import tqdm

from linli.core.matters.ledger import witnessing
from linli.core.matters.ledger.verifying import verify as verify_ledger
from linli.core.matters.ledger.verifying.explaining import lines
from linli.core.matters.models import Entry
from linli.ground.people.keyring.commands import recovery_key, typed_private
from linli.lib import notes

LANGUAGES = click.Choice(["zh-hans", "en"])
READABLE = click.Path(exists=True, dir_okay=False, allow_dash=True)
REFUSED = {
    "unreadable": "That is no update of a log, as `linli checkpoint --since` prints it.",
    "signature": "It is not signed by the key you keep: another log, or a changed key.",
    "shorter": "The log is shorter than the one you know: its end was cut off, or an older database was restored.",
    "differs": "The log does not begin with the one you know: it was rewritten, or there are two of it.",
}


class KeyType(click.ParamType):
    name = "key"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> notes.Key:
        try:
            return notes.read_key(value)
        except notes.BadNote:
            self.fail("a key looks like name+hash+base64, as `linli checkpoint --key` prints it", param, ctx)


@click.command("verify")
@click.option(
    "--checkpoints",
    type=READABLE,
    help="Signed checkpoints that were copied elsewhere, one after another; - is the standard input.",
)
@click.option(
    "--key", type=KeyType(), help="The log's public key as it was kept elsewhere; else the present one."
)
@click.option("--processes", type=click.IntRange(1), help="How many work at once; else one a core.")
@click.option("--language", type=LANGUAGES, default=None, help="Language of the explanation.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(
    checkpoints: str | None, key: notes.Key | None, processes: int | None, language: str | None, as_json: bool
) -> None:
    """Check every entry, chain, log tile and signed checkpoint. Exit code 1 when something does not fit."""
    kept = click.open_file(checkpoints, encoding="utf-8").read() if checkpoints else ""
    with tqdm(total=Entry.objects.count(), disable=None, unit=" entries") as bar:
        verdict = verify_ledger(processes=processes, elsewhere=kept, key=key, progress=bar.update)
    if as_json:
        click.echo(json.dumps({**asdict(verdict), "sound": verdict.sound}, default=str))
    else:
        with translation.override(language or translation.get_language()):
            for line in lines(verdict):
                click.echo(line)
    if not verdict.sound:
        raise SystemExit(1)


@click.command("checkpoint")
@click.option("--key", "show_key", is_flag=True, help="Print the public key of the log instead.")
@click.option(
    "--since", type=click.IntRange(0), help="Print the update for a witness that knows the log of this size."
)
def checkpoint(show_key: bool, since: int | None) -> None:
    """Print the newest signed checkpoint of the log, for somebody else to keep."""
    if show_key:
        click.echo(str(witnessing.own_key()))
        return
    update = witnessing.update_since(since or 0)
    if update is None:
        raise click.ClickException("Nothing was sealed yet.")
    click.echo(
        update["note"] if since is None else json.dumps(update, ensure_ascii=False), nl=since is not None
    )


@click.command("witness")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--key", type=KeyType(), required=True, help="The key of the log, as `linli checkpoint --key` prints it."
)
@click.option("--size", is_flag=True, help="Only print the size of the log as FILE knows it.")
def witness(file: Path, key: notes.Key, size: bool) -> None:
    """Keep the checkpoints of another centre's log in FILE. Reads an update (`linli checkpoint --since SIZE`) from the standard
    input, and takes it when it is signed and the log only grew; else exit code 1. Needs no database."""
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    try:
        known = [notes.read_note(one) for one in notes.read_notes(kept)]
        newest = max(known, key=lambda note: note.size, default=None)
        if size:
            click.echo(newest.size if newest else 0)
            return
        fresh, proof = witnessing.read_update(json.loads(sys.stdin.read() or "null"))
        notes.follow(newest, fresh, proof, key=key)
    except (notes.BadNote, json.JSONDecodeError) as bad:
        raise click.ClickException(REFUSED[getattr(bad, "why", "unreadable")]) from bad
    if newest is None or fresh.size > newest.size:
        with file.open("a", encoding="utf-8") as out:
            out.write(("\n" if kept else "") + fresh.text)
    click.echo(f"The log holds {fresh.size} entries; it only grew.")


@recovery_key.command("give")
@click.argument("number")
@click.argument("username")
def give(number: str, username: str) -> None:
    """Give the key of the sealed matter NUMBER to the colleague USERNAME, with the private half on paper."""
    from linli.core.matters import sealed

    try:
        sealed.recover(number, username, private=typed_private(), now=timezone.now())
    except sealed.NoKey as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(
        f"{username} holds the key of {number} now; it is recorded, and whoever brought it can see that."
    )


COMMANDS = [verify, checkpoint, witness]
