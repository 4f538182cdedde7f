"""`linli due`: on which day a limit ends, and why. Needs no database."""

import json
from datetime import date, datetime

import click
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from linli.ground.calendars import queries
from linli.ground.calendars.explain import day_words, sentences, time_words
from linli.ground.calendars.files import BadFile
from linli.ground.calendars.hours import BadHours
from linli.lib.days import Calendar, CannotCount, Due, due_of
from linli.lib.limits import BadLimit, Limit, parse_limit

LANGUAGES = click.Choice(["zh-hans", "en"])


@click.command()
@click.argument("start")
@click.argument("limit")
@click.option(
    "--calendar",
    "code",
    default="",
    metavar="NAME",
    help="A calendar of this centre, or a .toml file; else the national one.",
)
@click.option("--source", default="", help="The rule that sets the limit, to be named in the explanation.")
@click.option("--language", type=LANGUAGES, default=None, help="Language of the explanation.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document: due, provisional, explanation."
)
def due(start: str, limit: str, code: str, source: str, language: str | None, as_json: bool) -> None:
    """Say when a LIMIT ends that began at START, and why on that day.

    \b
    START  a day or a time: 2026-02-12, 2026-02-12T16:30
    LIMIT  60 calendar days, 5 working days, 1 month, 24 hours, 4 working hours,
           2 emergency hours; 60日, 5个工作日, 1个月, 4个工作时, 2个紧急工作时
    """
    with translation.override(language or translation.get_language()):
        calendar = _calendar(code)
        end = _due(_limit(limit, source), _start(start, calendar), calendar)
        click.echo(json.dumps(_document(end), ensure_ascii=False, indent=2) if as_json else _page(end))


COMMANDS: list[click.Command] = [due]


def _start(text: str, calendar: Calendar) -> date | datetime:
    try:
        if len(text) <= len("2026-02-12"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        words = _("看不懂开始日期“%(text)s”。请写成2026-02-12或2026-02-12T16:30的样子。")
        raise click.UsageError(words % {"text": text}) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar.zone)


def _limit(text: str, source: str) -> Limit:
    try:
        return parse_limit(text, source=source)
    except BadLimit as error:
        reasons = {
            "unreadable": _("看不懂时限“%(text)s”。"),
            "unknown_unit": _("时限“%(text)s”的单位不认识。"),
            "out_of_range": _("时限“%(text)s”太短或太长，至少是1。"),
        }
        examples = _("请写成这样：60日、5个工作日、1个月、24小时、4个工作时、2个紧急工作时，"
                     "或 60 calendar days, 5 working days, 1 month, 24 hours, 4 working hours, 2 emergency hours。")  # fmt: skip
        raise click.UsageError(reasons[error.reason] % {"text": text} + examples) from None


def _calendar(code: str) -> Calendar:
    try:
        try:
            return queries.calendar(code)
        except DatabaseError:  # a new installation has no tables yet
            return queries.builtin(code)
    except queries.UnknownCalendar as unknown:
        words = _("没有名为“%(code)s”的日历。现有的日历：%(known)s。")
        raise click.UsageError(words % {"code": unknown.code, "known": "、".join(unknown.known)}) from None
    except (BadFile, BadHours) as error:
        raise click.UsageError(_("日历文件有误：%(error)s") % {"error": error}) from None


def _due(limit: Limit, start: date | datetime, calendar: Calendar) -> Due:
    try:
        return due_of(limit, start, calendar)
    except CannotCount as error:
        words = _("按日历“%(name)s”算不出到期日：往后一年多都没有工作时间，或者时限太长。")
        raise click.ClickException(words % {"name": calendar.name or calendar.code}) from error


def _document(end: Due) -> dict[str, object]:
    return {
        "due": (end.at if end.timed else end.day).isoformat(),
        "provisional": end.provisional,
        "explanation": sentences(end.lines),
    }


def _page(end: Due) -> str:
    day = time_words(end.at) if end.timed else day_words(end.day)
    head = _("%(day)s（暂定）") % {"day": day} if end.provisional else day
    return "\n".join([head, "", *("  " + line for line in sentences(end.lines))])
