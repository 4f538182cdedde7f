"""What a text that is being typed seems to be about."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from linli.doors.desk.suggesting.fields import drawn, offered
from linli.ground.people.doorway import StaffRequest, staff_required

FIELD = "id_category"


@require_POST
@staff_required("intake.register")
def suggestions(request: StaffRequest) -> HttpResponse:
    """The suggestions for the form of registering. Posted, since what people tell must not stand in an address."""
    said = request.POST
    found = offered(said.get("text", ""), said.get("title", ""), on=timezone.localdate(), was_asked=True)
    return HttpResponse(drawn(found, FIELD))
