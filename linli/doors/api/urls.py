from linli.doors.api.door import api

app_name = api.urls_namespace
urlpatterns = api.urls[0]
