"""The addresses of all parts: whole ones, since residents and staff come in by different doors."""

from pathlib import Path

from django.urls import include, path

app_name = "petitions"

PARTS = sorted(Path(__file__).parent.glob("*/urls.py"))

urlpatterns = [path("", include(f"{__package__}.{part.parent.name}.urls")) for part in PARTS]
