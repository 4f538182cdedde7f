"""Two acts that met: one of them cannot stand, and may be tried again.

A plain database says so by IntegrityError when the row is written, or by a serialisation failure or deadlock. On a cluster what
is found only at COMMIT comes as an internal error without a name of what was broken (sqlstate XX000); everything is undone
all the same. So nobody looks at names of constraints, and who tries again asks here.
"""

from django.db import DatabaseError, IntegrityError

AT_COMMIT = "XX000"
TRY_AGAIN = {"40001", "40P01", AT_COMMIT}  # serialization_failure, deadlock_detected


def is_collision(error: DatabaseError) -> bool:
    """Tell whether the same act, tried again, may succeed: another transaction came in between."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", None) in TRY_AGAIN
