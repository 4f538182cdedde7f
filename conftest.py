"""Fixtures of every test: the cast of people that the stories are about."""

import os

from hypothesis import settings

# A busy machine is no reason for a property to fail; in CI the same examples are tried every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

pytest_plugins = [
    "linli.testing.cast",
    "linli.testing.makers",
    "linli.testing.browser",
    "linli.testing.evidence",
]
