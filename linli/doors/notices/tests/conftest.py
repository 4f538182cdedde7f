import pytest

from linli.doors.notices.tests.outbox import Outbox
from linli.flow.outcomes.tests.conftest import course
from linli.ground.people.actor import Actor, Grant

__all__ = ["course"]


@pytest.fixture
def outbox(settings):
    """An installation that can send messages, and what it sent: (telephone, text)."""
    settings.CODE_SENDER = "linli.doors.notices.tests.outbox.Outbox"
    Outbox.sent.clear()
    Outbox.fails.clear()
    yield Outbox
    Outbox.sent.clear()
    Outbox.fails.clear()


@pytest.fixture
def keeper(centre):
    """Whoever keeps the registers of the centre."""
    grant = Grant(frozenset({"registers.see", "registers.edit"}), "centre", centre.cast.centre.pk)
    staff = centre.cast.personnel.staff
    return Actor("staff", staff_id=staff.pk, name=staff.name, grants=(grant,))
