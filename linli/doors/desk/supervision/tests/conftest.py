from linli.doors.desk.tests.conftest import _on_monday, at_desk  # noqa: F401
from linli.flow.handling.supervision.tests.conftest import (  # noqa: F401
    answer,
    issue,
    leak,
    pass_to,
    second_leader,
)
