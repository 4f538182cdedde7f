from datetime import UTC, datetime

import pytest

NOW = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def now():
    return NOW
