from linli.doors.desk.tests.conftest import _on_monday, at_desk  # noqa: F401
