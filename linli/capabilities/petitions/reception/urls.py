"""Joint reception: for visitors under `petition/`, for staff under `desk/petitions/reception/`."""

from django.urls import URLPattern, path

from linli.capabilities.petitions.reception.views import counter, figures, public

urlpatterns: list[URLPattern] = [
    path("petition/reception", public.roster, name="roster"),
    path("petition/reception/<slug:code>", public.roster, name="roster-of"),
    path("petition/board", public.board, name="board"),
    path("petition/board/<slug:code>", public.board, name="board-of"),
    path("petition/ticket/<uuid:ticket_id>", public.ticket, name="ticket"),
    path("desk/petitions/reception/", counter.counter, name="reception"),
    path("desk/petitions/reception/take/", counter.take, name="reception-take"),
    path("desk/petitions/reception/call/", counter.call, name="reception-call"),
    path("desk/petitions/reception/stop/<uuid:stop_id>/", counter.act, name="reception-act"),
    path("desk/petitions/reception/slip/<uuid:ticket_id>/<slug:paper>/", counter.slip, name="reception-slip"),
    path("desk/petitions/reception/figures/", figures.figures, name="reception-figures"),
    path("desk/petitions/reception/figures.csv", figures.export, name="reception-figures-export"),
]
