from linli.ground.people.actions.accounts import (
    AccountImpossible,
    add_staff,
    disable,
    enable,
    end_own_sessions,
    end_sessions,
    remove_second_factor,
    reset_password,
    set_absence,
)
from linli.ground.people.actions.codes import (
    CodeWrong,
    SendingFailed,
    TooManyCodes,
    check_code,
    forget_codes,
    send_code,
)
from linli.ground.people.actions.postings import appoint, assign_cell, relieve, write_cell_text

__all__ = [
    "AccountImpossible",
    "CodeWrong",
    "SendingFailed",
    "TooManyCodes",
    "add_staff",
    "appoint",
    "assign_cell",
    "check_code",
    "disable",
    "enable",
    "end_own_sessions",
    "end_sessions",
    "forget_codes",
    "relieve",
    "remove_second_factor",
    "reset_password",
    "send_code",
    "set_absence",
    "write_cell_text",
]
