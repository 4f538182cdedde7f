from linli.doors.desk.forms.filtering import FilterForm
from linli.doors.desk.forms.registering import RegisterForm
from linli.doors.desk.forms.stepping import step_form

__all__ = ["FilterForm", "RegisterForm", "step_form"]
