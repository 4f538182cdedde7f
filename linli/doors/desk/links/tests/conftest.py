from linli.doors.desk.tests.conftest import at_desk  # noqa: F401
