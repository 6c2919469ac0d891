"""Charts as SVG pictures: bars or columns with plain colours, no script and no style in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock

import leather

WIDTH, ROW_HEIGHT, FRAME_HEIGHT, COLUMNS_HEIGHT = 760, 34, 110, 360
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
    with _DRAWING:
        for name, value in LOOK.items():
            setattr(leather.theme, name, value)
        return _drawn(title, bars, upright)


def _drawn(title: str, bars: Sequence[Bar], upright: bool) -> bytes:
    known = bars or (Bar("Inget att visa", 0),)
    pairs = [(each.label, Decimal(str(round(each.value, 2)))) for each in known]
    top = max(value for _, value in pairs) or Decimal(1)
    drawing = leather.Chart(title)
    if upright:
        drawing.add_columns(pairs, fill_color=BAR)
        drawing.add_y_scale(Decimal(0), top)
    else:
        drawing.add_bars([(value, label) for label, value in pairs], fill_color=BAR)
        drawing.add_x_scale(Decimal(0), top)
    width, height = size_of(len(bars), upright)
    return str(drawing.to_svg(width=width, height=height)).encode()


def size_of(number: int, upright: bool) -> tuple[int, int]:
    """Width and height in pixels of a chart of so many bars, so that the page keeps the place."""
    return WIDTH, COLUMNS_HEIGHT if upright else FRAME_HEIGHT + ROW_HEIGHT * max(number, 1)
