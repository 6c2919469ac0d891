"""Pictures are made anew: what hangs on them, or is no picture, never gets in."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from help_service.editing.pictures import (
    LARGEST_BYTES,
    LARGEST_SIDE,
    BadPicture,
    Form,
    check_alt,
    clean_picture,
)

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def raster(kind: str, size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 100_000)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(("kind", "form"), [("PNG", Form.PNG), ("JPEG", Form.JPEG)])
def test_a_picture_is_taken_with_its_size(kind: str, form: Form) -> None:
    clean = clean_picture(raster(kind))
    assert (clean.form, clean.width, clean.height) == (form, 40, 20)
    assert Image.open(BytesIO(clean.data)).size == (40, 20)


def test_where_and_when_a_photograph_was_taken_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Fru Svensson, sal 4"
    sent = raster("JPEG", exif=exif, comment=b"hemligt")
    assert b"Svensson" in sent
    assert b"Svensson" not in clean_picture(sent).data
    assert b"hemligt" not in clean_picture(sent).data


def test_what_is_hidden_after_the_picture_stays_behind() -> None:
    sent = raster("PNG") + b"<script>alert(1)</script>"
    assert b"script" not in clean_picture(sent).data


def test_a_large_picture_is_made_smaller() -> None:
    clean = clean_picture(raster("PNG", (3000, 1000)))
    assert clean.width == LARGEST_SIDE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ingen bild"),
        (b"MZ\x90\x00", "ingen bild"),
        (b"GIF89a", "ingen bild"),
        (b"%PDF-1.7", "ingen bild"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "går inte att läsa"),
        (raster("PNG")[:60], "går inte att läsa"),
        (b"\xff\xd8\xff\xe0broken", "går inte att läsa"),
        (bomb(60_000, 60_000), "bildpunkter"),
        (bomb(5_000, 4_000), "går inte att läsa"),
        (b"x" * (LARGEST_BYTES + 1), "större än"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(BadPicture, match=words):
        clean_picture(data)


HOSTILE = [
    f"<svg {SVG}><script>alert(1)</script><path d='M0 0'/></svg>",
    f"<svg {SVG} onload='alert(1)'><path d='M0 0'/></svg>",
    f"<svg {SVG}><a xlink:href='javascript:alert(1)'><path d='M0 0'/></a></svg>",
    f"<svg {SVG}><image href='https://evil.example/x.png'/><path d='M0 0'/></svg>",
    f"<svg {SVG}><use href='https://evil.example/x.svg#a'/><path d='M0 0'/></svg>",
    f"<svg {SVG}><use xlink:href='data:image/svg+xml;base64,AAAA'/><path d='M0 0'/></svg>",
    f"<svg {SVG}><style>@import url(https://evil.example)</style><path d='M0 0'/></svg>",
    f"<svg {SVG}><path d='M0 0' style='fill:url(https://evil.example/#a)'/></svg>",
    f"<svg {SVG}><path d='M0 0' fill='url( &quot;//evil.example#a&quot; )'/></svg>",
    f"<svg {SVG}><path d='M0 0' clip-path='URL(//evil.example#a)'/></svg>",
    f"<svg {SVG}><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)"
    "</script></body></foreignObject><path d='M0 0'/></svg>",
    f"<svg {SVG}><set attributeName='href' to='javascript:alert(1)'/><path d='M0 0'/></svg>",
    f"<svg {SVG}><animate attributeName='href' values='javascript:alert(1)'/>"
    "<path d='M0 0'/></svg>",
    f"<svg {SVG}><h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>"
    "<path d='M0 0'/></svg>",
    f"<svg {SVG}><metadata>sal 4</metadata><!-- evil.example --><?evil alert?>"
    "<path d='M0 0'/></svg>",
    f"<svg {SVG}><linearGradient href='https://evil.example#a'/><path d='M0 0'/></svg>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_drawing_keeps_its_lines_and_nothing_else(text: str) -> None:
    clean = clean_picture(text.encode()).data.decode()
    for trace in ("evil", "alert", "script", "javascript", "onload", "href", "style", "sal 4"):
        assert trace not in clean
    drawn = ElementTree.fromstring(clean)
    assert any(each.tag.endswith("path") for each in drawn.iter())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "DOCTYPE",
        ),
        ("<html><body>hej</body></html>", "ingen SVG"),
        ("<svg", "går inte att läsa"),
        (f"<svg {SVG}>" + "<g>" * 50 + "</g>" * 50 + "</svg>", "invecklad"),
        (f"<svg {SVG}>" + "<g/>" * 6_000 + "</svg>", "invecklad"),
        (f"<svg {SVG}><path d='{'M0 0' * 20_000}'/></svg>", "invecklad"),
    ],
)
def test_what_is_no_drawing_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(BadPicture, match=words):
        clean_picture(text.encode())


def test_colours_from_a_drawing_program_stay() -> None:
    text = f"<svg {SVG} viewBox='0 0 20 10'><path d='M0 0' style='fill:#00566b;-x:1'/></svg>"
    clean = clean_picture(text.encode())
    assert b'fill="#00566b"' in clean.data
    assert (clean.width, clean.height) == (20, 10)


def test_the_picture_that_ships_is_still_the_same_drawing() -> None:
    text = f"<svg {SVG}><linearGradient id='a'/><path fill='url(#a)' d='M0 0'/></svg>"
    assert b'fill="url(#a)"' in clean_picture(text.encode()).data


@pytest.mark.parametrize("alt", ["", "   ", "\n", "x" * 400, "a](b)", "<b>", "![x"])
def test_a_description_that_says_nothing_or_breaks_the_line_is_refused(alt: str) -> None:
    with pytest.raises(BadPicture):
        check_alt(alt)


def test_a_description_becomes_one_line() -> None:
    assert check_alt("  Patientvyn\nmed hjälpen öppen ") == "Patientvyn med hjälpen öppen"
