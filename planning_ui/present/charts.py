"""Charts as SVG pictures: bars or columns with plain colours, no script and no style in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock

import leather

WIDTH, ROW_HEIGHT, FRAME_HEIGHT, COLUMNS_HEIGHT = 760, 34, 110, 360
# On a phone the bars lie, whatever they stand for, and long names give way to them.
NARROW_WIDTH, NARROW_LABEL_MAX, LONG_WORD, WORD_BEGINNING = 296, 18, 10, 4
INK, GRID, BAR, PAPER, FONT = "#17212b", "#c5ced6", "#00566b", "#ffffff", "sans-serif"
# leather keeps its look in one module; it is set once, and one chart is drawn at a time.
_DRAWING = Lock()
LOOK = {
    "background_color": PAPER,
    "title_font_family": FONT,
    "title_color": INK,
    "tick_font_family": FONT,
    "label_color": INK,
    "tick_color": GRID,
    "zero_color": INK,
    "axis_title_font_family": FONT,
    "axis_title_color": INK,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, and how long it is."""

    label: str
    value: float


def chart(title: str, bars: Sequence[Bar], upright: bool) -> bytes:
    """The bars as an SVG picture: upright for months, lying for names.

    Where there is none the picture says so.
    """
    return _drawn(title, bars, upright, size_of(len(bars), upright))


def narrow_chart(title: str, bars: Sequence[Bar]) -> bytes:
    """The bars for a phone: they lie, whatever they stand for, with shortened names."""
    known = [Bar(label, each.value) for label, each in zip(_shortened(bars), bars, strict=True)]
    return _drawn(title, known, False, (NARROW_WIDTH, size_of(len(bars), False)[1]))


def _drawn(title: str, bars: Sequence[Bar], upright: bool, size: tuple[int, int]) -> bytes:
    known = bars or (Bar("Inget att visa", 0),)
    pairs = [(each.label, Decimal(str(round(each.value, 2)))) for each in known]
    top = max(value for _, value in pairs) or Decimal(1)
    with _DRAWING:
        for name, value in LOOK.items():
            setattr(leather.theme, name, value)
        drawing = leather.Chart(title)
        if upright:
            drawing.add_columns(pairs, fill_color=BAR)
            drawing.add_y_scale(Decimal(0), top)
        else:
            drawing.add_bars([(value, label) for label, value in pairs], fill_color=BAR)
            drawing.add_x_scale(Decimal(0), top)
        return str(drawing.to_svg(width=size[0], height=size[1])).encode()


def _shortened(bars: Sequence[Bar]) -> list[str]:
    """Short names, but never the same for two: they would share one bar."""
    short = [_short(each.label) for each in bars]
    return [
        each.label if short.count(name) > 1 else name
        for name, each in zip(short, bars, strict=True)
    ]


def _short(label: str) -> str:
    """`Psyk. avde. 3` for the long words of *Psykiatriska avdelningen 3*; then cut to fit."""
    if len(label) <= NARROW_LABEL_MAX:
        return label
    words = (w if len(w) < LONG_WORD else f"{w[:WORD_BEGINNING]}." for w in label.split())
    found = " ".join(words)
    fits = len(found) <= NARROW_LABEL_MAX
    return found if fits else f"{found[: NARROW_LABEL_MAX - 1].rstrip()}…"


def size_of(number: int, upright: bool) -> tuple[int, int]:
    """Width and height in pixels of a chart of so many bars, so that the page keeps the place."""
    return WIDTH, COLUMNS_HEIGHT if upright else FRAME_HEIGHT + ROW_HEIGHT * max(number, 1)
