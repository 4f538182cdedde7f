"""The same clerks as those of the lists."""

from linli.doors.desk.tests.conftest import _on_monday, at_desk

__all__ = ["_on_monday", "at_desk"]
