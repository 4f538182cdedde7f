from django.urls import path

from linli.doors.desk.registers import accounts, procedures, views

urlpatterns = [
    path("", views.index, name="registers"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("staff/add/", accounts.add, name="account-add"),
    path("staff/<uuid:key>/account/", accounts.account, name="account"),
    path("<slug:name>/", views.rows, name="register"),
    path("<slug:name>/export.csv", views.export, name="register-export"),
    path("<slug:name>/options/", views.options, name="register-options"),
    path("<slug:name>/add/", views.add, name="register-add"),
    path("<slug:name>/<str:key>/", views.change, name="register-row"),
    path("<slug:name>/<str:key>/end/", views.end, name="register-end"),
    path("<slug:name>/<str:key>/history/", views.history, name="register-history"),
]
