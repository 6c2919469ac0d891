"""A process as one picture, generated from data.

Three rails, one for each who acts; each step is a numbered stop on the rails of those who act.
It is drawn upright, so that it fills a printed page and needs no sideways scrolling on screen.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape

from ledstang.chart import Band, Chart, Stop

WIDTH = 740
ROW = 25
PHASE_GAP = 9
TOP = 44
RADIUS = 9.6
RAIL_X = (162, 256, 344)
BAND_LETTERS = 20
"""Most letters of a band's name that have room on one line before the first rail."""
LINE_HEIGHT = 14
TEXT_X = 392
INK, MUTED, LINE, SURFACE, ACCENT = "#17212b", "#4a5866", "#8b98a5", "#f3f5f7", "#00566b"
# On paper the first; on screen what the machine has. The widths leave room for the widest of them.
FONT = "'Source Sans Pro', 'Segoe UI', Roboto, Arial, sans-serif"
LEGEND_HEIGHT = 34


def draw_chart(chart: Chart) -> str:
    """Draw `chart` as SVG text with a title and a description for those who do not see it."""
    height = TOP + sum(_band_height(band) for band in chart.bands) + LEGEND_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="titel beskrivning" font-family="{FONT}" fill="{INK}">',
        f'<title id="titel">{escape(chart.title)}</title>',
        f'<desc id="beskrivning">{escape(describe(chart))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_heads(chart),
        *_bands(chart),
        *_legend(chart, height - LEGEND_HEIGHT + 20),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe(chart: Chart) -> str:
    """Tell the picture in words: each band, its rows, who and when."""
    names = dict(chart.rails)
    return " ".join(
        f"{band.title}: {'; '.join(_sentence(stop, names) for stop in band.stops)}."
        for band in chart.bands
    )


def _sentence(stop: Stop, names: dict[str, str]) -> str:
    who = ", ".join(names[rail].lower() for rail in stop.rails)
    rest = [who, "vid behov" if stop.optional else "", stop.latest]
    return f"{stop.number} {stop.title} ({', '.join(word for word in rest if word)})".lstrip()


def _band_height(band: Band) -> int:
    return ROW * len(band.stops) + PHASE_GAP


def _places(chart: Chart) -> dict[str, int]:
    """Where each rail stands, by its id."""
    return {rail: x for (rail, _), x in zip(chart.rails, RAIL_X, strict=True)}


def _heads(chart: Chart) -> Iterator[str]:
    for (_, name), x in zip(chart.rails, RAIL_X, strict=True):
        lines = name.split(" ", 1)
        for number, line in enumerate(lines, start=1 - len(lines)):
            yield _text(x, 27 + number * LINE_HEIGHT, line, 12, weight=700, anchor="middle")
    yield _text(TEXT_X, 27, chart.what, 12, weight=700)
    yield _text(WIDTH - 8, 27, chart.when, 12, weight=700, anchor="end")


def _bands(chart: Chart) -> Iterator[str]:
    y = TOP
    for band in chart.bands:
        yield from _band(band, _places(chart), y)
        y += _band_height(band)


def _band(band: Band, places: dict[str, int], y: int) -> Iterator[str]:
    """Draw a band from `y` down: its name, the rails and a row for each of its stops."""
    height = ROW * len(band.stops)
    yield f'<rect x="0" y="{y}" width="{WIDTH}" height="{height}" rx="3" fill="{SURFACE}"/>'
    yield f'<rect x="0" y="{y}" width="4" height="{height}" fill="{ACCENT}"/>'
    for number, words in enumerate(textwrap.wrap(band.title, BAND_LETTERS)):
        yield _text(13, y + 17 + number * LINE_HEIGHT, words, 12, weight=700, fill=ACCENT)
    for x in places.values():
        yield _line(x, y, x, y + height, LINE, 1.6)
    for row, stop in enumerate(band.stops):
        yield from _stop(stop, [places[rail] for rail in stop.rails], y + row * ROW + ROW / 2)


def _stop(stop: Stop, xs: list[int], y: float) -> Iterator[str]:
    if len(xs) > 1:
        yield _line(min(xs), y, max(xs), y, INK, 2)
    for x in xs:
        yield from _circle(stop, x, y)
    yield _text(TEXT_X, y + 4.4, stop.title, 13, weight=400 if stop.optional else 700)
    if stop.latest:
        sign = " §" if stop.is_statutory else ""
        yield _text(WIDTH - 8, y + 4.2, stop.latest + sign, 11.4, fill=MUTED, anchor="end")


def _circle(stop: Stop, x: float, y: float) -> Iterator[str]:
    fill, ink = ("#ffffff", INK) if stop.optional else (ACCENT, "#ffffff")
    rim = INK if stop.optional else ACCENT
    yield (
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{fill}" stroke="{rim}" stroke-width="1.6"/>'
    )
    if stop.number:
        yield _text(x, y + 4, stop.number, 11.2, weight=700, fill=ink, anchor="middle")


def _legend(chart: Chart, y: int) -> Iterator[str]:
    """Explain the signs that the picture has, and no others."""
    optional = any(stop.optional for stop in chart.stops)
    if optional:
        yield f'<circle cx="12" cy="{y - 4}" r="6" fill="{ACCENT}"/>'
        yield _text(24, y, "ordinarie steg", 11.4)
        ring = f'cx="116" cy="{y - 4}" r="6" fill="#ffffff" stroke="{INK}" stroke-width="1.6"'
        yield f"<circle {ring}/>"
        yield _text(128, y, "vid behov", 11.4)
    x = 200 if optional else 6
    yield _line(x, y - 4, x + 24, y - 4, INK, 2)
    yield _text(x + 31, y, "flera gör det", 11.4)
    if any(stop.is_statutory for stop in chart.stops):
        yield _text(WIDTH - 8, y, "§  tiden står i lagen", 11.4, anchor="end")


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float) -> str:
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" '
        f'stroke="{stroke}" stroke-width="{width:g}"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )
