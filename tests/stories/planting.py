"""Plant a name, a telephone and a sentence in everything that is kept beside a matter, and look for them everywhere.

Run as a program of an installation of its own (see test_erasure), so that its whole data folder can be searched.
"""

import contextlib
import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.core.matters.search.words import pairs, tidy
from linli.lib.identifiers import uuid7

NAME, PHONE, WORDS = "尉迟旻曦", "13877665544", "紫铜水阀裂了三指宽的缝"
ALL = f"{NAME} {PHONE} {WORDS}"

# Columns that the program writes by itself, and nobody types into.
WRITTEN_BY_PROGRAM = {
    "number", "involved", "code_digest", "calendar", "measure", "source", "key", "permission", "meant", "kind", "verb", "digest",
    "contact_index", "mark", "pdf_digest", "docx_digest", "warns", "public", "entry", "external_code", "name_sealed",
    "phone_sealed", "address_sealed", "receipt_sealed", "why", "article",
}  # fmt: skip
TYPED = {"meetings.AgendaItem.why"}
SHAPED = {
    "clocks.Clock.acts": [
        {
            "kind": "pause",
            "at": "2026-03-02T02:00:00+00:00",
            "until": "2026-03-04T02:00:00+00:00",
            "reason": ALL,
        },
        {"kind": "resume", "at": "2026-03-03T02:00:00+00:00", "reason": ALL},
    ],
    "meetings.AgendaItem.whys": [{"why": "overdue", "words": ALL}],
}


def forms_of(text):
    """Return the bytes in which a text may lie somewhere: as it is, as JSON writes it, as the index splits it."""
    split = " ".join(pairs(tidy(text)))
    return [text.encode(), json.dumps(text)[1:-1].encode(), split.encode(), text.encode("utf-16-le")]


SOUGHT = [form for text in (NAME, PHONE, WORDS) for form in forms_of(text)]


def found_in(data):
    return [form for form in SOUGHT if form in data]


def found_on_disk(*folders):
    """Return the files below these folders in which something planted lies."""
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return sorted(path.name for path in files if found_in(path.read_bytes()))


def found_in_tables():
    """Return the tables of the database in which something planted lies, whether or not a model knows them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr([[_plain(value) for value in row] for row in cursor.fetchall()]).encode()
            if found_in(rows):
                found.append(table)
    return found


def _plain(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "backslashreplace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def paths_to_matters():
    """Yield every model from which keys lead to a matter, with the way there."""
    for model in apps.get_models():
        path = _path(model)
        if path:
            yield model, "__".join(path)


def _path(model, seen=()):
    if model is Matter:
        return ()
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target and target not in (model, *seen) and target.__module__.startswith("linli"):
            rest = _path(target, (*seen, model))
            if rest is not None:
                return (field.name, *rest)
    return None


class Planter:
    """Makes a row of every table beside a matter, and writes into every column in which somebody might."""

    def __init__(self, matter, other, letter):
        self.matter, self.failed, self.planted = matter, [], 0
        self.fixed = {"links.Link.target": other, "letters.Letter.pdf": letter}

    def plant(self):
        for model, path in paths_to_matters():
            if model._meta.label == "personal_data.Erasure":
                continue
            if not model._base_manager.filter(**{path: self.matter}).exists():
                try:
                    with transaction.atomic():
                        self.row(model)
                except Exception as error:  # the test says which tables could not be tried
                    self.failed.append(f"{model._meta.label}: {error}")
            self.write(model._base_manager.filter(**{path: self.matter}))
        self.write(Matter._base_manager.filter(pk=self.matter.pk))
        meetings = apps.get_model("meetings.Meeting")
        self.write(meetings._base_manager.filter(items__matter=self.matter))
        for meeting in meetings._base_manager.filter(items__matter=self.matter):
            for label in ("meetings.Minutes", "meetings.Participant"):
                self.row(apps.get_model(label), meeting=meeting)
                self.write(apps.get_model(label)._base_manager.filter(meeting=meeting))

    def write(self, rows):
        values = {
            field.name: self.value(field)
            for field in rows.model._meta.concrete_fields
            if _is_typed(rows.model, field)
        }
        if values:
            self.planted += rows.update(**values) * len(values)

    def value(self, field):
        if (shaped := SHAPED.get(f"{field.model._meta.label}.{field.name}")) is not None:
            return shaped
        if isinstance(field, models.JSONField):
            return {"words": ALL}
        if isinstance(field, models.BinaryField):
            return ALL.encode()
        return ALL[: field.max_length] if field.max_length else ALL

    def row(self, model, **given):
        first = (_path(model) or [""])[0]
        values = {
            field.name: self.needed(field, model)
            for field in model._meta.concrete_fields
            if field.name == first
            or f"{model._meta.label}.{field.name}" in self.fixed
            or not (field.has_default() or field.null or (field.primary_key and not field.related_model))
        }
        return model._base_manager.create(**{**values, **given})

    def needed(self, field, model):
        if (fixed := self.fixed.get(f"{model._meta.label}.{field.name}")) is not None:
            return fixed
        if field.related_model is Matter:
            return self.matter
        if field.related_model:
            path = _path(field.related_model)
            rows = field.related_model._base_manager
            own = rows.filter(**{"__".join(path): self.matter}) if path else rows.all()
            return own.first() or self.row(field.related_model)
        if field.choices:
            return field.choices[0][0]
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return date(2026, 3, 2)
        if isinstance(field, models.UUIDField):
            return uuid7()
        if isinstance(field, models.IntegerField):
            return 1
        if isinstance(field, models.FloatField):
            return 1.0
        if isinstance(field, models.BooleanField):
            return False
        if isinstance(field, models.BinaryField):
            return b""
        return uuid7().hex[: field.max_length or 32] if field.unique else ""


def _is_typed(model, field):
    if f"{model._meta.label}.{field.name}" in TYPED:
        return True
    if (
        field.primary_key
        or field.related_model
        or field.choices
        or field.unique
        or isinstance(field, models.SlugField)
    ):
        return False
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return isinstance(field, kinds) and field.name not in WRITTEN_BY_PROGRAM


def live():
    """A full life, and something planted in every column beside it. Prints the id of the matter and what was planted."""
    from linli.flow.handling import actions as handling
    from linli.flow.intake.actions import OtherContent, receive
    from linli.flow.outcomes import actions as outcomes
    from linli.flow.outcomes.rights.actions import ask
    from linli.ground.files.actions import store_image, store_sealed
    from linli.ground.people.actor import resident
    from linli.testing.cast import make_cast
    from linli.testing.makers import MONDAY, open_centre

    centre = open_centre(make_cast())
    photo = store_image(picture(), now=MONDAY)
    said = centre.submission(text=ALL, name=NAME, phone=PHONE, title=WORDS, file_ids=(photo.id,))
    receipt = receive(said, actor=resident(), now=MONDAY)
    with contextlib.suppress(OtherContent):
        receive(centre.submission(key=said.key, text=f"另外 {ALL}"), actor=resident(), now=MONDAY)
    me, worker, matter_id = resident([receipt.matter_id]), centre.cast.handler.actor, receipt.matter_id
    handling.claim(matter_id, actor=worker, now=MONDAY)
    for act, who in ((handling.note, worker), (handling.contact, worker), (handling.add, me)):
        act(matter_id, text=ALL, actor=who, now=MONDAY + timedelta(minutes=5))
    handling.ask(matter_id, text=ALL, actor=worker, now=MONDAY + timedelta(minutes=6))
    handling.answer(matter_id, text=ALL, actor=me, now=MONDAY + timedelta(minutes=7))
    outcomes.reply(matter_id, text=ALL, actor=worker, now=MONDAY + timedelta(days=1))
    outcomes.close(matter_id, outcome="solved", actor=worker, now=MONDAY + timedelta(days=2))
    outcomes.rate(
        matter_id, solved="yes", satisfied="yes", text=ALL, actor=me, now=MONDAY + timedelta(days=2)
    )
    ask(matter_id, right="correct", wrong=ALL, said=ALL, actor=me, now=MONDAY + timedelta(days=3))
    while ledger.deliver_pending(now=MONDAY + timedelta(days=3)):
        pass
    other = receive(centre.submission(text="另一件"), actor=resident(), now=MONDAY)
    letter = store_sealed(ALL.encode(), now=MONDAY)
    both = [Matter._base_manager.get(id=one.matter_id) for one in (receipt, other)]
    planter = Planter(*both, letter)
    planter.plant()
    ledger.seal_pending(now=MONDAY + timedelta(days=3))
    said = {
        "matter": str(matter_id),
        "number": receipt.number,
        "failed": planter.failed,
        "planted": planter.planted,
        "tables": found_in_tables(),
        "entries": Entry.objects.filter(subject=matter_id).count(),
    }
    sys.stdout.write(json.dumps(said))


def picture():
    """A photograph whose hidden data hold what is planted."""
    from PIL import Image

    held, image = io.BytesIO(), Image.effect_noise((64, 48), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = ALL  # ImageDescription
    image.save(held, "JPEG", exif=exif, comment=ALL.encode())
    held.seek(0)
    return held


def erase(matter_id):
    """What a clerk's yes and the worker do."""
    from uuid import UUID

    from linli.core.personal_data import erasing, retention
    from linli.ground.people.actor import SYSTEM

    erasing.erase(UUID(matter_id), why=erasing.RIGHT, actor=SYSTEM, now=timezone.now())
    ledger.seal_pending(now=timezone.now())
    retention.clear_remains()
    look()


def look():
    """Print in which tables something planted still lies, and what the pages and exports of staff say of it."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from linli.ground.people.models import Staff

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.REQUIRE_SECOND_FACTOR = False
    client = Client()
    client.force_login(Staff.objects.get(username="zhiban"))
    pages = [
        reverse("desk:export-csv", args=["all"]),
        reverse("desk:export-xlsx", args=["all"]),
        reverse("desk:list", args=["all"]),
        reverse("desk:rights-export"),
        *(reverse("desk:matter", args=[one.number]) for one in Matter._base_manager.all()),
        *(reverse("desk:panels", args=[one.number]) for one in Matter._base_manager.all()),
    ]
    shown = []
    for address in pages:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        shown += [f"{answer.status_code} {address}"] if answer.status_code != 200 or found_in(body) else []
    sys.stdout.write(json.dumps({"tables": found_in_tables(), "pages": shown}))
