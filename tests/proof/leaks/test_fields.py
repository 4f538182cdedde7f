"""Nobody changes what a form does not ask for, and no program is told what is not declared.

Each write is sent twice: once as it is, once with every field of every model in it that no form asks for. Both leave the same rows.
"""

import ast
import json
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.architecture.source import PACKAGE, at, calls, dotted, python, tree
from tests.noninterference.asking import Ask, Site, form, undone
from tests.proof.leaks.table import rows
from tests.proof.leaks.test_injection import parameters
from tests.proof.leaks.test_matrix import known, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]
LEFT_BY_LOOKING = ("django_session", "linli_cache")
LOTS_OF_ITS_OWN = {"desk:sealed-key-end": ["matters_entry"]}  # encrypted anew each time


def more():
    """Return every name of a column that no form asks for, with something that would fit."""
    names = {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    names |= {field.attname for model in apps.get_models() for field in model._meta.concrete_fields}
    names |= {"is_superuser", "is_staff", "permissions", "groups", "actor", "staff_id", "now", "visible_to"}
    return dict.fromkeys(sorted(names - set(parameters())), "1")


def state():
    """Return a digest of the rows of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in LEFT_BY_LOOKING:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return found


def left(site, viewer, ask):
    """Return what the request was answered and what it left behind."""
    with undone():
        answer = site.send(viewer, ask, seed=b"fields")
        return answer.status, state()


def test_no_form_takes_more_than_it_asks_for(world, evidence):
    site, extra, wrong, count = Site(), more(), [], 0
    assert {"handler", "is_sealed", "due_at", "is_open", "unit_id", "is_superuser"} <= extra.keys()
    for address in known():
        row = rows()[address.name]
        if "POST" not in row.let_in or address.name.startswith("api:"):
            continue
        viewer = sorted(row.let_in["POST"])[0] if row.let_in["POST"] else "leader"
        path, said = path_of(world, address), {"anything": "1", **world.bodies.get(address.name, {})}
        plain, loaded = (
            left(site, world.viewers[viewer], Ask(path, form(one))) for one in (said, {**extra, **said})
        )
        count += 1
        if plain != loaded:  # what is composed once draws lots the first time
            plain = left(site, world.viewers[viewer], Ask(path, form(said)))
        if plain != loaded:
            tables = [name for name in plain[1] if plain[1][name] != loaded[1][name]]
            if plain[0] != loaded[0] or tables != LOTS_OF_ITS_OWN.get(address.name):
                wrong.append(f"{address.name} by {viewer}: {plain[0]} {loaded[0]} {tables}")
    assert not wrong, "\n".join(wrong)
    evidence("S4", forms=count, fields_added=len(extra), changed=0)


JSON = (("Content-Type", "application/json"), ("Idempotency-Key", "fields-1"))


def test_no_program_writes_more_than_is_declared(world):
    site, program = Site(), world.viewers["program"]
    said = {
        "capability": "requests",
        "kind": "help",
        "text": "路灯不亮。",
        "channel": "window",
        "severity": "small",
    }
    bring = reverse("api:bring")
    plain = left(site, program, Ask(bring, (("body", json.dumps(said)),), JSON))
    loaded = left(site, program, Ask(bring, (("body", json.dumps({**more(), **said})),), JSON))
    assert plain[0] in (200, 201)
    assert loaded[0] == 422 or loaded == plain


def test_no_door_takes_whatever_it_is_given():
    """No form of all columns, no attributes set by what a request names, no request poured into an action."""
    found = []
    for path in python(tests=False):
        if not (path.is_relative_to(PACKAGE / "doors") or path.is_relative_to(PACKAGE / "capabilities")):
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Assign)
                and any(getattr(one, "id", "") in ("fields", "exclude") for one in node.targets)
                and (getattr(node.value, "value", "") == "__all__" or node.targets[0].id == "exclude")
            ):
                found.append(at(path, node))
        for call in calls(path):
            poured = [
                one
                for one in call.keywords
                if one.arg is None and "POST" in dotted(getattr(one.value, "func", one.value))
            ]
            if poured:
                found.append(at(path, call))
    assert not found


def declared(schema, parts):
    """Return the names that a schema declares, by following its references."""
    if "$ref" in schema:
        return declared(parts[schema["$ref"].rsplit("/", 1)[1]], parts)
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return {name: one for part in schema[several] for name, one in declared(part, parts).items()}
    if "items" in schema:
        return declared(schema["items"], parts)
    return schema.get("properties", {})


def undeclared(value, schema, parts, way=""):
    """Yield every name in a JSON value that its schema does not declare."""
    if isinstance(value, list):
        for one in value:
            yield from undeclared(one, schema, parts, way)
    if isinstance(value, dict):
        names = declared(schema, parts)
        if names:
            yield from (f"{way}.{name}" for name in value.keys() - names.keys())
            for name in value.keys() & names.keys():
                yield from undeclared(value[name], names[name], parts, f"{way}.{name}")


def test_programs_are_told_only_what_is_declared(world):
    client, program = Client(), world.viewers["program"]
    document = client.get(reverse("api:openapi-json")).json()
    parts, tried = document["components"]["schemas"], 0
    values = {"number": world.own.number, "dimension": "unit", "step": "note"}
    for path, operations in document["paths"].items():
        operation = operations.get("get")
        if operation is None:
            continue
        address = path.format(**{name: values.get(name, "x") for name in values if f"{{{name}}}" in path})
        query = {"start": "2026-03-20T10:00:00+08:00", "lon": "116", "lat": "40"}
        answer = client.get(
            f"{address}?{urlencode(query)}", headers={"Authorization": f"Bearer {program.token}"}
        )
        said = operation["responses"].get(str(answer.status_code), {}).get("content", {})
        for content in said.values():
            tried += 1
            assert list(undeclared(answer.json(), content["schema"], parts)) == [], path
    assert tried >= 5
