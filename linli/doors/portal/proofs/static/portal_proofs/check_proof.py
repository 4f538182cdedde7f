#!/usr/bin/env python3
"""Check a proof file of Linli, by yourself, on any computer with Python 3.9 or newer; nothing else is needed.

    python3 check_proof.py linli-proof-2603021234567.json [KEY]

KEY: the public key as the centre publishes it; without it that of the file is believed. Checked are every hash from the receipt
to the root of the log (RFC 9162) and both signatures (Ed25519, RFC 8032). Exit code 0: fits; 1: does not; 2: cannot be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from typing import Any

FIELDS = "format number received_at leaf signature index size path checkpoint key".split()  # noqa: SIM905
HASH = re.compile(r"[0-9a-f]{64}\Z")
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int, int, int]
D = -121665 * pow(121666, P - 2, P) % P


class Altered(Exception):
    pass


def need(fits: object, what: str) -> None:
    if not fits:
        raise Altered(what)


def check(data: bytes, known: str = "") -> dict[str, Any]:
    """Return what the file proves; raise Altered, or ValueError where it is no such file."""
    text = data.decode("utf-8")
    proof = json.loads(text)
    if not isinstance(proof, dict) or proof.get("format") != "linli-proof-1":
        raise ValueError("not a proof file")
    need(list(proof) == FIELDS and json.dumps(proof, ensure_ascii=False, indent=1) + "\n" == text, "the form")
    _, number, received, leaf, signature, index, size, path, note, line = proof.values()
    need(all(isinstance(word, str) for word in (number, received, leaf, signature, note, line)), "the form")
    need(isinstance(path, list) and all(type(n) is int and n >= 0 for n in (index, size)), "the form")
    need(all(isinstance(one, str) and HASH.match(one) for one in [leaf, *path]), "a hash")
    need(re.match(r"[0-9]{13}\Z", number), "the number")
    need(not known or known.strip() == line, "the key: it is not the one you know")
    name, key = read_key(line)
    body, _, signed_by = note.partition("\n\n")
    lines = body.split("\n")
    need(len(lines) == 3 and lines[0] == name and lines[1] == str(size), "the checkpoint")
    need(signed_by.endswith("\n") and signed_by.startswith(f"\u2014 {name} "), "the checkpoint")
    need(climb(leaf, index, size, path) == decode(lines[2]), "the way to the root")
    mark = decode(signed_by[len(name) + 3 : -1])
    need(mark[:4] == mark_of(name, key), "the checkpoint")
    need(signed(key, (body + "\n").encode(), mark[4:]), "the signature of the checkpoint")
    said = "\n".join(["linli-proof-1", number, received, leaf]).encode()
    need(signed(key, said, decode(signature)), "the signature of the receipt")
    return proof


def climb(leaf: str, index: int, size: int, path: list[str]) -> bytes:
    """Return the root of a log of `size` that holds `leaf` at `index` beside `path` (RFC 9162, 2.1.3.2)."""
    last, current = size - 1, bytes.fromhex(leaf)
    need(index <= last, "the place")
    for other in map(bytes.fromhex, path):
        need(last > 0, "the way to the root")
        if index & 1 or index == last:
            current = hashlib.sha256(b"\1" + other + current).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            current = hashlib.sha256(b"\1" + current + other).digest()
        index, last = index >> 1, last >> 1
    need(last == 0, "the way to the root")
    return current


def read_key(text: str) -> tuple[str, bytes]:
    name, mark, rest = [*text.split("+", 2), "", ""][:3]
    raw = decode(rest)
    need(len(raw) == 33 and raw[0] == 1 and mark == mark_of(name, raw[1:]).hex(), "the key")
    return name, raw[1:]


def mark_of(name: str, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\1" + key).digest()[:4]


def decode(text: str) -> bytes:
    """Read base64 that is written in the one right way."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Altered("a signature") from None
    need(base64.b64encode(raw).decode() == text, "a signature")
    return raw


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether this Ed25519 key signed the message (RFC 8032, 5.1.7)."""
    public, commitment = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or public is None or commitment is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(commitment, times(h, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


def point(raw: bytes) -> Point | None:
    sign, y = divmod(int.from_bytes(raw, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if len(raw) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(count: int, a: Point) -> Point:
    total = (0, 1, 1, 0)
    while count:
        total, a, count = add(total, a) if count & 1 else total, add(a, a), count >> 1
    return total


BASE = point(bytes([0x58]) + bytes([0x66]) * 31) or (0, 1, 1, 0)

if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file:
            found = check(file.read(), *sys.argv[2:3])
    except Altered as altered:
        sys.exit(f"DOES NOT FIT / 对不上: {altered}. The file was changed, or the record was.")
    except (IndexError, OSError, ValueError, RecursionError) as error:
        sys.stderr.write(f"CANNOT BE READ / 看不懂: {error}\n")
        sys.exit(2)
    said = f"{found['number']}, {found['received_at']}, no. {found['index'] + 1} in the log"
    sys.stdout.write(f"WHOLE / 没有被改过: {said}\nKey / 公钥: {found['key']}\n")
