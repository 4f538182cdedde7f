"""What a load balancer and an operator can ask."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from linli.config import health, heartbeat


def test_the_process_says_that_it_answers_without_touching_the_database(client):
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_site_without_a_worker_stays_ready_and_says_so(client, django_assert_max_num_queries):
    heartbeat.beat(now=timezone.now() - timedelta(hours=1))
    with django_assert_max_num_queries(12):
        late = client.get("/readyz")
    assert (late.status_code, late.json()["ready"], late.json()["worker"]) == (200, True, False)

    heartbeat.beat(now=timezone.now())
    assert client.get("/readyz").json()["worker"] is True


@pytest.mark.django_db
def test_a_site_without_its_tables_or_database_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "tables_are_current", lambda: False)
    assert client.get("/readyz").status_code == 503

    def broken():
        raise DatabaseError

    monkeypatch.setattr(health, "tables_are_current", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
