"""Pictures that superusers send in: made anew from their content, so that nothing else follows.

A picture's name and path are never the sender's: the store names it by the hash of its content.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from help_service.editing.svg import BadSvg, clean_svg, size_of_svg

LARGEST_BYTES = 5_000_000
"""Most bytes of a file that is sent in."""
LARGEST_PIXELS = 24_000_000
"""Most pixels that are unpacked: 24 million, a good camera's picture."""
LARGEST_SIDE = 1_600
"""A larger picture is made smaller: twice what a page shows."""
_QUALITY = 85
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_READ_ERRORS = (UnidentifiedImageError, OSError, ValueError, SyntaxError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Form(StrEnum):
    """How a picture is kept; the value is the ending of its name."""

    PNG = "png"
    JPEG = "jpg"
    SVG = "svg"


class BadPicture(Exception):
    """A picture that is not taken; the text says in Swedish why and what to do."""


@dataclass(frozen=True)
class CleanPicture:
    """A picture made anew."""

    data: bytes
    form: Form
    width: int
    height: int


def clean_picture(data: bytes) -> CleanPicture:
    """Return the picture made anew: no metadata, no script, no more than it shows.

    Its form is told by its content; what the sender called it does not count.

    Raises:
        BadPicture: too large, broken, or of another form.
    """
    if len(data) > LARGEST_BYTES:
        mb = LARGEST_BYTES // 1_000_000
        raise BadPicture(f"Bilden är större än {mb} MB. Gör den mindre och försök igen.")
    if data.startswith(_PNG):
        return _raster(data, Form.PNG)
    if data.startswith(_JPEG):
        return _raster(data, Form.JPEG)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _drawing(data)
    raise BadPicture("Filen är ingen bild i PNG, JPEG eller SVG. Spara om den i en av dem.")


def check_alt(alt: str) -> str:
    """Return the description of a picture, one line.

    Raises:
        BadPicture: it is missing, too long, or holds signs that would break the line.
    """
    told = " ".join(alt.split())
    if not told:
        raise BadPicture("Skriv vad bilden visar. Den som inte ser bilden läser det i stället.")
    if len(told) > 300:
        raise BadPicture("Beskrivningen är för lång. Skriv det viktigaste, högst 300 tecken.")
    if any(sign in told for sign in "[]()<>"):
        raise BadPicture("Beskrivningen får inte ha parenteser, klamrar eller < >. Skriv om den.")
    return told


def _drawing(data: bytes) -> CleanPicture:
    try:
        cleaned = clean_svg(data)
    except BadSvg as bad:
        raise BadPicture(str(bad)) from bad
    return CleanPicture(cleaned, Form.SVG, *size_of_svg(cleaned))


def _raster(data: bytes, form: Form) -> CleanPicture:
    kind = "JPEG" if form is Form.JPEG else "PNG"
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            _check_size(picture)
            return _made_anew(picture, form, kind)
    except _BOMBS as bomb:
        raise _too_many_pixels() from bomb
    except _READ_ERRORS as broken:
        raise BadPicture("Bilden går inte att läsa. Spara om den och försök igen.") from broken


def _check_size(picture: Image.Image) -> None:
    """Refuse by what the head says, before anything is unpacked."""
    width, height = picture.size
    if width * height > LARGEST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> BadPicture:
    millions = LARGEST_PIXELS // 1_000_000
    what = f"Bilden har fler än {millions} miljoner bildpunkter."
    return BadPicture(f"{what} Gör den mindre och försök igen.")


def _made_anew(picture: Image.Image, form: Form, kind: str) -> CleanPicture:
    upright = ImageOps.exif_transpose(picture)
    plain = upright.convert("RGB" if form is Form.JPEG else _mode(upright))
    plain.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    # A new picture: what hangs on the old one, such as place and camera, stays behind.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = BytesIO()
    more = {"quality": _QUALITY} if form is Form.JPEG else {}
    fresh.save(out, kind, optimize=True, **more)
    return CleanPicture(out.getvalue(), form, *fresh.size)


def _mode(picture: Image.Image) -> str:
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if has_alpha else "RGB"
