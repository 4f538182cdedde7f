from django.urls import URLPattern, URLResolver, path

from linli.ground.look import views
from linli.ground.look.styleguide.views import show

app_name = "look"
urlpatterns: list[URLPattern | URLResolver] = [
    path("prefer", views.prefer, name="prefer"),
    path("words/<slug:language>.js", views.Words.as_view(), name="words"),
    path("", show, name="styleguide"),
    path("<slug:page>/", show, name="styleguide_page"),
]
