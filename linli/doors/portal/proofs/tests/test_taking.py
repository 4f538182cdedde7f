"""A resident takes home the proof that their matter was received and stands in the log."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry
from linli.doors.portal.proofs.tests.conftest import download
from linli.lib.merkle import verify_inclusion
from linli.lib.notes import read_key, read_note

pytestmark = pytest.mark.django_db


def test_the_code_of_the_matter_gives_the_proof(client, in_the_log):
    receipt = in_the_log[1]
    answer = download(client, receipt)
    assert answer.status_code == 200
    assert f"linli-proof-{receipt.number}.json" in answer["Content-Disposition"]
    proof = json.loads(answer.content)
    note, key = read_note(proof["checkpoint"]), read_key(proof["key"])
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert proof["leaf"] == receipt.entry
    assert note.signed_by(key)
    assert verify_inclusion(bytes.fromhex(proof["leaf"]), proof["index"], note.size, path, note.root)
    page = client.get(reverse("portal:matter", args=[receipt.number])).content.decode()
    assert reverse("portal:proof", args=[receipt.number]) in page
    assert "下载凭证" in client.get(reverse("portal:proof", args=[receipt.number])).content.decode()


def test_without_the_code_there_is_no_proof_and_no_matter(in_the_log):
    for name in ("proof", "proof_file"):
        real = Client().get(reverse(f"portal:{name}", args=[in_the_log[1].number]))
        none = Client().get(reverse(f"portal:{name}", args=["2603020000000"]))
        assert (real.status_code, none.status_code) == (302, 302)
        assert real["Location"].replace(in_the_log[1].number, "N") == none["Location"].replace(
            "2603020000000", "N"
        )


def test_a_matter_that_came_a_moment_ago_has_its_proof_a_moment_later(client, centre):
    receipt = centre.bring(now=timezone.now())
    assert download(client, receipt)["Location"] == reverse("portal:proof", args=[receipt.number])
    page = client.get(reverse("portal:proof", args=[receipt.number])).content.decode()
    assert "刚收到" in page
    assert "下载凭证" not in page
    ledger.seal_pending(now=timezone.now())
    assert download(client, receipt).status_code == 200


def test_the_proof_stays_the_same_for_ever(client, centre, in_the_log, proof):
    centre.bring(now=timezone.now())
    ledger.seal_pending(now=timezone.now())
    assert download(client, in_the_log[1]).content == proof


def test_the_checkpoint_in_a_proof_serves_a_verifier_as_one_kept_elsewhere(proof):
    assert verify(elsewhere=json.loads(proof)["checkpoint"]).elsewhere == 1
    first = Entry.objects.order_by("id").first()
    assert verify(elsewhere=json.loads(proof)["checkpoint"]).sound
    Entry.objects.filter(id=first.id).update(step="other")
    assert not verify(elsewhere=json.loads(proof)["checkpoint"]).sound


def test_the_proof_says_no_more_than_the_receipt(client, centre, in_the_log, proof):
    said = proof.decode()
    matter = centre.matter(in_the_log[1])
    for secret in (matter.text, matter.title, str(matter.id), str(matter.unit_id), "王小满", "13800000001"):
        assert secret not in said
    for receipt in in_the_log:
        assert receipt.code not in said
        assert receipt is in_the_log[1] or receipt.number not in said
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", said)


def test_the_proof_of_a_sealed_matter_looks_like_any_other(client, centre, in_the_log, proof):
    from linli.capabilities.petitions import actions as petitions
    from linli.core.matters import sealed
    from linli.ground.people.actor import resident

    said = centre.submission(
        capability="petitions", kind="accusation", category_id=None, severity="small", text="陈局长收了钱",
        sealed=True, named=(sealed.Named("unit", centre.cast.water.id),),
    )  # fmt: skip
    receipt = petitions.bring(petitions.Brought(said, form="online"), actor=resident(), now=timezone.now())
    ledger.seal_pending(now=timezone.now())
    answer = download(client, receipt)
    assert answer.status_code == 200
    theirs, ours = json.loads(answer.content), json.loads(proof)
    assert list(theirs) == list(ours)
    assert not any(word in answer.content.decode() for word in ("sealed", "petition", "accus", "陈局长"))


def test_pages_speak_both_languages_and_ask_little_of_the_database(
    client, in_the_log, django_assert_max_num_queries
):
    download(client, in_the_log[0])
    client.cookies["django_language"] = "en"
    with django_assert_max_num_queries(14):
        page = client.get(reverse("portal:proof", args=[in_the_log[0].number])).content.decode()
    assert "Download the proof" in page
    with django_assert_max_num_queries(8):
        page = client.get(reverse("portal:check")).content.decode()
    assert "has not been altered" in page
    assert "<script>" not in page
    alone = client.get(reverse("portal:check_alone")).content.decode()
    assert "has not been altered" in alone
    assert 'src="' not in alone
    assert "http://" not in alone.replace("http://www.w3.org", "")
    assert "def climb" in client.get(reverse("portal:check_script")).content.decode()
