from linli.doors.desk.tests.conftest import _on_monday, at_desk  # noqa: F401
from linli.doors.notices.tests.conftest import course, outbox  # noqa: F401
