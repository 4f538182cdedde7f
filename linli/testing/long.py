"""Whether tests that can look at more take the time for it: LINLI_TEST_LONG."""

import os

import pytest


def is_long() -> bool:
    return bool(os.environ.get("LINLI_TEST_LONG"))


with_time = pytest.mark.skipif(not is_long(), reason="LINLI_TEST_LONG is not set: this takes long")
