from linli.doors.portal.forms.bring import ReachForm, WhatForm, WhereForm
from linli.doors.portal.forms.look_up import CellForm, CodeForm, FollowForm, PhoneForm
from linli.doors.portal.forms.said import SaidForm
from linli.doors.portal.forms.steps import step_form

__all__ = [
    "CellForm",
    "CodeForm",
    "FollowForm",
    "PhoneForm",
    "ReachForm",
    "SaidForm",
    "WhatForm",
    "WhereForm",
    "step_form",
]
