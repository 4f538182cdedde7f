"""A matter in the log, among others; its proof file; and the script that a resident would run."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.core.matters import ledger
from linli.doors.portal import proofs

SCRIPT = Path(proofs.__file__).parent / "static" / "portal_proofs" / "check_proof.py"


@pytest.fixture(scope="session")
def script():
    """Load the script as a module, to call it often."""
    spec = importlib.util.spec_from_file_location("check_proof", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def in_the_log(centre):
    """Return the receipts of three matters; all are in the log, signed at three times."""
    now, receipts = timezone.now() - timedelta(hours=3), []
    for number in range(3):
        receipts.append(centre.bring(now=now + timedelta(minutes=number)))
        ledger.seal_pending(now=now + timedelta(minutes=number, seconds=5))
    return receipts


@pytest.fixture
def proof(client, in_the_log):
    """Return the file that the holder of the second receipt downloads."""
    return download(client, in_the_log[1]).content


def download(client, receipt):
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    return client.get(reverse("portal:proof_file", args=[receipt.number]))
