"""A resident adds photos."""

import io
import resource
import time

import pytest
from PIL import Image, ImageChops, ImageOps

from linli.ground.files import actions, disk, queries
from linli.ground.files.actions import FileRefused
from linli.ground.files.models import StoredFile
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db


def stored(data, now):
    return actions.store_image(io.BytesIO(data), now=now)


def opened(row, *, thumbnail=False):
    with queries.open_file(row, thumbnail=thumbnail) as file:
        image = Image.open(file)
        image.load()
        return image


def rgb(image, corner):
    red, green, blue = image.convert("RGB").getpixel(corner)
    return red, green, blue


def test_a_photo_loses_place_camera_and_comment_and_stands_upright(now):
    row = stored(samples.photo(640, 480, orientation=6), now)
    image = opened(row)
    assert (row.kind, row.width, row.height) == ("image/jpeg", 480, 640)
    assert image.size == (480, 640)
    assert not dict(image.getexif())
    raw = queries.open_file(row).read()
    assert row.size == len(raw)
    assert not any(hidden in raw for hidden in (b"Exif", b"Telephone", b"secret", b"ICC_PROFILE", b"http"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_with_the_dark_edge_where_the_eye_saw_it(now, orientation):
    data = samples.photo(320, 200, orientation=orientation)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    image = opened(stored(data, now))
    assert image.size == expected.size
    corners = ((5, 5), (image.width - 6, 5), (5, image.height - 6))
    difference = ImageChops.difference(image, expected)
    assert all(max(rgb(difference, corner)) < 12 for corner in corners)


def test_a_photo_of_an_iphone_is_read(now):
    row = stored(samples.HEIC, now)
    image = opened(row)
    assert (row.kind, row.width, row.height) == ("image/jpeg", 96, 64)
    assert rgb(image, (12, 12))[0] > 150  # the red square
    assert not dict(image.getexif())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_of_photo_is_read(now, form):
    row = stored(samples.encoded(samples.gradient(), form), now)
    assert (row.kind, row.width, row.height) == ("image/jpeg", 640, 480)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB", "P", "1", "LA", "I;16"])
def test_photos_of_unusual_colours_are_read(now, mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = (
        samples.gradient(64, 64, "L").convert("I").convert("I;16")
        if mode == "I;16"
        else samples.gradient(64, 64, mode)
    )
    assert stored(samples.encoded(image, form), now).kind == "image/jpeg"


def test_what_shows_through_is_kept_and_its_thumbnail_has_white_paper(now):
    picture = samples.gradient(64, 64, "RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 0), (0, 0, 32, 64))
    row = stored(samples.encoded(picture, "PNG"), now)
    assert row.kind == "image/png"
    assert opened(row).getchannel("A").getpixel((0, 0)) == 0
    assert all(part > 240 for part in rgb(opened(row, thumbnail=True), (4, 4)))


def test_only_the_first_picture_of_a_moving_one_is_kept(now):
    first, second = Image.new("RGB", (40, 40), "red"), Image.new("RGB", (40, 40), "blue")
    data = samples.encoded(first, "GIF", save_all=True, append_images=[second])
    assert rgb(opened(stored(data, now)), (5, 5))[0] > 200


def test_a_large_photo_is_made_smaller_and_has_a_thumbnail(now):
    row = stored(samples.encoded(samples.gradient(4000, 3000)), now)
    assert (row.width, row.height) == (2560, 1920)
    assert opened(row, thumbnail=True).size == (320, 240)


@pytest.mark.parametrize("size", [(5000, 2), (1, 4000), (1, 1)])
def test_the_flattest_picture_is_kept_with_a_thumbnail(now, size):
    row = stored(samples.encoded(samples.gradient(*size), "PNG"), now)
    assert min(row.width, row.height) >= 1
    thumbnail = opened(row, thumbnail=True)
    assert min(thumbnail.size) >= 1
    assert max(thumbnail.size) <= 320


@pytest.mark.parametrize("name", samples.REFUSED)
def test_what_is_no_photo_is_refused_with_a_sentence_and_leaves_nothing(now, name, files_root):
    data, reason = samples.REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        stored(data, now)
    assert refused.value.reason == reason
    assert refused.value.sentence.endswith("。")
    assert not StoredFile.objects.exists()
    assert not list(files_root.rglob("*"))


def test_a_file_of_60_megabytes_is_refused_without_being_read(now):
    class Huge:
        size = 60 * 1024 * 1024

        def read(self, size=-1, /):
            raise AssertionError

    with pytest.raises(FileRefused) as refused:
        actions.store_image(Huge(), now=now)
    assert "20兆" in refused.value.sentence


def test_a_file_that_hides_its_size_is_read_only_up_to_the_limit(now, settings):
    settings.FILES_LIMITS = {"image_bytes": 1000}
    asked = []

    class Endless:
        def read(self, size=-1, /):
            asked.append(size)
            return b"\xff" * size

    with pytest.raises(FileRefused):
        actions.store_image(Endless(), now=now)
    assert asked == [1001]


def test_the_same_photo_twice_is_kept_once(now, files_root):
    assert stored(samples.photo(), now) == stored(samples.photo(), now)
    assert StoredFile.objects.count() == 1
    assert len([path for path in files_root.rglob("*") if path.is_file()]) == 2  # the photo and its thumbnail


def test_a_half_written_file_under_the_right_name_is_written_again(now):
    row = stored(samples.photo(), now)
    disk.path_of(row.digest).write_bytes(b"")
    assert opened(stored(samples.photo(), now)).size == (640, 480)


@pytest.mark.slow
def test_a_photo_of_the_largest_telephones_takes_less_than_five_seconds_and_little_memory(now):
    data = samples.encoded(samples.gradient(9000, 12000), quality=60)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    row = stored(data, now)
    assert time.perf_counter() - began < 5
    assert max(row.width, row.height) == 2560
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 220 * 1024
