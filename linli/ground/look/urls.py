from django.urls import URLPattern, URLResolver, path

from linli.ground.look import views

app_name = "look"
urlpatterns: list[URLPattern | URLResolver] = [
    path("prefer", views.prefer, name="prefer"),
]
