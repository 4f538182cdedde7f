"""A door as other rooms build it, for the tests of the doorway."""

from django.http import HttpResponse
from django.urls import include, path

from linli.ground.people.actor import Refused
from linli.ground.people.doorway import staff_required


@staff_required()
def anyone(request):
    return HttpResponse(request.actor.name)


@staff_required("people.edit")
def personnel_only(request):
    return HttpResponse(request.actor.name)


@staff_required()
def refusing(request):
    raise Refused("matters.see")


urlpatterns = [
    path("anyone/", anyone),
    path("personnel/", personnel_only),
    path("refusing/", refusing),
    path("", include("linli.config.urls")),
]
