"""Working days and legal time limits: on which day a limit ends, and why. No database, no clock of its own.

Rules: Civil Code of China, arts 201 to 204 (民法典第二百零一条至第二百零四条).
"""

from linli.lib.days.calendar import (
    Calendar,
    CannotCount,
    Closing,
    Day,
    DayKind,
    Hours,
    NoWorkingTime,
    TooFar,
    Year,
)
from linli.lib.days.counting import Pause
from linli.lib.days.due import Due, agreed_on, due_of, hours_between, moment_after
from linli.lib.days.lines import Line

__all__ = [
    "Calendar",
    "CannotCount",
    "Closing",
    "Day",
    "DayKind",
    "Due",
    "Hours",
    "Line",
    "NoWorkingTime",
    "Pause",
    "TooFar",
    "Year",
    "agreed_on",
    "due_of",
    "hours_between",
    "moment_after",
]
