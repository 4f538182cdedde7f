"""How large a file may be. An operator sets the numbers (docs/operate/settings.md); the reasons stand here.

A picture that is decoded whole takes four bytes a pixel and its decoder up to as much again, so 26 million pixels stay
under 300 MB (the decoder of WebP wants three times as much); a baseline JPEG is decoded at a fraction of its size and may
have many more.
"""

from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileLimits:
    """Sizes in bytes as received, pixels as decoded, edges in pixels as stored."""

    image_bytes: int = 20 * MEGABYTE
    document_bytes: int = 20 * MEGABYTE
    pixels: int = 26_000_000
    pixels_webp: int = 13_000_000
    pixels_scaled: int = 220_000_000
    scans: int = 60
    edge: int = 2560
    thumbnail_edge: int = 320
    quality: int = 85


def current() -> FileLimits:
    """Return the limits in force: ours, where `settings.FILES_LIMITS` does not say otherwise."""
    return FileLimits(**getattr(settings, "FILES_LIMITS", {}))
