"""The script that checks a proof anywhere: short, with nothing but Python, and no altered byte passes."""

import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from linli.doors.portal.proofs.tests.conftest import SCRIPT


def run(path, *more):
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(path), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_short_enough_to_be_read():
    assert len(SCRIPT.read_text().splitlines()) < 150


@pytest.mark.django_db
def test_a_whole_proof_passes_with_nothing_but_python(proof, tmp_path):
    path = tmp_path / "proof.json"
    path.write_bytes(proof)
    key = json.loads(proof)["key"]
    for more in ([], [key]):
        answer = run(path, *more)
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "WHOLE" in answer.stdout
        assert json.loads(proof)["number"] in answer.stdout
    assert run(path, "linli+00000000+AAAA").returncode == 1


@pytest.mark.django_db
def test_what_is_altered_is_told_and_what_is_no_proof_too(proof, tmp_path):
    path = tmp_path / "proof.json"
    path.write_bytes(proof.replace(b'"index": ', b'"index": 1'))
    answer = run(path)
    assert answer.returncode == 1
    assert "DOES NOT FIT" in answer.stderr
    for said in (b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": "linli-proof-2"}'):
        path.write_bytes(said)
        assert run(path).returncode == 2
    assert run(tmp_path / "none.json").returncode == 2


@pytest.mark.django_db
def test_no_altered_byte_passes(proof, script, evidence):
    passed = []
    for place in range(len(proof)):
        altered = proof[:place] + bytes([proof[place] ^ 1 << place % 7]) + proof[place + 1 :]
        try:
            script.check(altered)
            passed.append(place)
        except (script.Altered, ValueError):
            continue
    assert script.check(proof)
    assert passed == []
    evidence("S5", bytes_of_a_proof_flipped=len(proof), passed_the_script=len(passed))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"index": True}, {"size": 1.0}, {"path": "x"}, {"leaf": None}, {"key": 5}, {"index": -1}]
)
def test_values_of_another_kind_do_not_pass(proof, script, change):
    said = json.dumps({**json.loads(proof), **change}, ensure_ascii=False, indent=1) + "\n"
    with pytest.raises(script.Altered):
        script.check(said.encode())


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_its_ed25519_agrees_with_another(script, seed, message, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert script.signed(key, message, signature)
    altered = bytearray(signature)
    altered[bit // 8] ^= 1 << bit % 8
    assert not script.signed(key, message, bytes(altered))
    assert not script.signed(key, message + b"!", signature)
