"""Take in a sealed matter: nothing of what it says, of whom it is about or who brought it is written in the open."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.core.matters.sealed.recusal import marks_of
from linli.core.procedures.beginning import Beginning
from linli.flow.intake.persons import sealed_people
from linli.flow.intake.submission import Spot, Submission
from linli.ground.files.actions import discard_now
from linli.ground.files.models import StoredFile
from linli.ground.files.queries import open_file
from linli.ground.people.models import Staff

NOWHERE = Spot()


def title() -> str:
    """Return what a sealed matter is called where its number stands: the same for all."""
    return _("密封事项")


def seal(
    beginning: Beginning, submission: Submission, code: str, receivers: Sequence[Staff], *, now: datetime
) -> sealed.NewKey:
    """Make the key of a matter that is being taken in; what is recorded from now on is encrypted to it."""
    matter = beginning.matter
    key = sealed.new_key(matter, code=code, receivers=receivers, grade=submission.grade, now=now)
    beginning.public = key.pair.public
    beginning.units.clear()
    matter.involved = ""
    beginning.beside += key.rows(marks_of(submission.named, on=timezone.localdate(now)))
    return key


def keep(matter: Matter, submission: Submission, key: sealed.NewKey, *, now: datetime) -> None:
    """Keep what was brought, encrypted; the pictures that came in the open are thrown away at once."""
    public = key.pair.public
    texts = {
        "title": submission.title.strip(),
        "narrative": submission.text.strip(),
        "place": submission.spot.words,
        "people": sealed_people(submission),
    }
    for name, text in texts.items():
        if text:
            sealed.keep_text(matter, name, text, now=now, public=public)
    files = {row.id: row for row in StoredFile.objects.filter(id__in=submission.file_ids)}
    for place, file_id in enumerate(submission.file_ids, start=1):
        with open_file(files[file_id]) as stored:
            sealed.keep_file(matter, f"{place}", files[file_id].kind, stored.read(), now=now, public=public)
    discard_now(dict.fromkeys(files, now))
