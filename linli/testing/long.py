"""Whether tests that can look at more take the time for it: LINLI_TEST_LONG."""

import os


def is_long() -> bool:
    return bool(os.environ.get("LINLI_TEST_LONG"))
