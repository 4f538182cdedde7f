"""Every table says what it keeps about people, so that no later room forgets to copy it, or to erase it."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connection, models

from linli.core import capability
from linli.core.matters.models import Entry, Matter
from linli.core.personal_data import declaring
from linli.ground.files.models import StoredFile
from tests.architecture.source import none

WRITTEN = (models.TextField, models.JSONField, models.BinaryField)
SAY = (
    "Say in the personal_data.py of its app what it holds about people, with how a copy is made and it is erased "
    "(`holds`), or that it holds nothing and why (`nothing_personal`): docs/extend/capability.md."
)


def leads_to_people(model, seen=()):
    """Tell whether a chain of keys leads from the table to a matter, its entries or files, or whether words are in it."""
    if model in (Matter, Entry, StoredFile) or any(
        isinstance(one, WRITTEN) for one in model._meta.local_fields
    ):
        return True
    targets = {one.related_model for one in model._meta.local_fields if one.related_model} - {model, *seen}
    return any(leads_to_matter(target, (*seen, model)) for target in targets)


def leads_to_matter(model, seen):
    if model in (Matter, Entry, StoredFile):
        return True
    targets = {one.related_model for one in model._meta.local_fields if one.related_model} - {model, *seen}
    return any(leads_to_matter(target, (*seen, model)) for target in targets)


def test_every_table_beside_a_matter_says_what_it_holds_about_people():
    named = declaring.named_tables()
    silent = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("linli.") and leads_to_people(model) and model._meta.label not in named
    ]
    none(silent, SAY)


@pytest.mark.django_db
def test_tables_without_a_model_are_named_too():
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    named = {name for name in declaring.named_tables() if "." not in name}
    tables = set(connection.introspection.table_names())
    beside = {name for name in tables - known if not any(name.startswith(f"{own}_") for own in named)}
    none(sorted(beside - named), SAY)


def test_nothing_is_named_that_is_not_there_and_every_capability_answers_for_itself():
    assert [one for one in run_checks(tags=["personal_data"]) if one.level >= 40] == []


def test_a_capability_that_cannot_erase_does_not_start(monkeypatch):
    mute = capability.Capability("mute", "哑", "requests", capability.every()[0].procedures)
    half = capability.PersonalData(
        "用途", "第十三条", "nowhere", copy=lambda matter: None, erase=lambda matter, *, now: None
    )
    odd = capability.Capability("odd", "怪", "requests", mute.procedures, personal_data=half)
    monkeypatch.setattr(capability, "_capabilities", {"mute": mute, "odd": odd})
    found = run_checks(tags=["personal_data"])
    assert [(one.id, one.level) for one in found] == [
        ("linli.personal_data.E001", 40),
        ("linli.personal_data.E002", 40),
    ]
    assert "mute" in found[0].msg
    assert "nowhere" in found[1].msg


def test_what_is_held_is_told_in_words():
    none(
        [one.name for one in declaring.every() if not str(one.label) or not str(one.purpose)], "Say what for."
    )
