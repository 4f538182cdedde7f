"""Clerks at their desks, and the people of joint handling."""

from linli.doors.desk.tests.conftest import _on_monday, at_desk  # noqa: F401 (fixtures)
from linli.flow.handling.joint.tests.conftest import leak, roads  # noqa: F401 (fixtures)
from linli.flow.handling.meetings.tests.conftest import hard, held, planned  # noqa: F401 (fixtures)
