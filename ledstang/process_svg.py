"""The whole process as one picture, generated from the process file.

Three rails, one a party; each step is a numbered stop on the rails of those who act.
It is drawn upright, so that it fills a printed page and needs no sideways scrolling on screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from ledstang.process_facts import (
    LANE_NAMES,
    Lane,
    PhaseFacts,
    ProcessFacts,
    StepFacts,
)

WIDTH = 740
ROW = 25
PHASE_GAP = 9
TOP = 44
RADIUS = 9.6
LANE_X = {Lane.WARD: 162, Lane.OPEN_CARE: 256, Lane.MUNICIPALITY: 344}
TEXT_X = 392
INK, MUTED, LINE, SURFACE, ACCENT = "#17212b", "#4a5866", "#8b98a5", "#f3f5f7", "#00566b"
# On paper the first; on screen what the machine has. The widths leave room for the widest of them.
FONT = "'Source Sans Pro', 'Segoe UI', Roboto, Arial, sans-serif"
LEGEND_HEIGHT = 34


def draw_process(process: ProcessFacts) -> str:
    """Draw `process` as SVG text with a title and a description for those who do not see it."""
    height = TOP + sum(_phase_height(phase) for phase in process.phases) + LEGEND_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="titel beskrivning" font-family="{FONT}" fill="{INK}">',
        f'<title id="titel">{escape(process.title)}: hela vårdkedjan</title>',
        f'<desc id="beskrivning">{escape(describe(process))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_heads(),
        *_phases(process.phases),
        *_legend(height - LEGEND_HEIGHT + 20),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe(process: ProcessFacts) -> str:
    """Tell the picture in words: each phase, its steps, who and when."""
    return " ".join(
        f"{phase.title}: {'; '.join(_sentence(step) for step in phase.steps)}."
        for phase in process.phases
    )


def _sentence(step: StepFacts) -> str:
    who = ", ".join(LANE_NAMES[lane].lower() for lane in step.lanes)
    rest = [who, "vid behov" if step.optional else "", step.latest]
    return f"{step.number} {step.title} ({', '.join(word for word in rest if word)})"


def _phase_height(phase: PhaseFacts) -> int:
    return ROW * len(phase.steps) + PHASE_GAP


def _heads() -> Iterator[str]:
    for lane, x in LANE_X.items():
        yield _text(x, 27, LANE_NAMES[lane], 12, weight=700, anchor="middle")
    yield _text(TEXT_X, 27, "Steg", 12, weight=700)
    yield _text(WIDTH - 8, 27, "Senast", 12, weight=700, anchor="end")


def _phases(phases: tuple[PhaseFacts, ...]) -> Iterator[str]:
    y = TOP
    for phase in phases:
        yield from _phase(phase, y)
        y += _phase_height(phase)


def _phase(phase: PhaseFacts, y: int) -> Iterator[str]:
    """Draw the band of a phase from `y` down: its name, the rails and one row a step."""
    height = ROW * len(phase.steps)
    yield f'<rect x="0" y="{y}" width="{WIDTH}" height="{height}" rx="3" fill="{SURFACE}"/>'
    yield f'<rect x="0" y="{y}" width="4" height="{height}" fill="{ACCENT}"/>'
    for number, word in enumerate(_two_lines(phase.title, len(phase.steps))):
        yield _text(13, y + 17 + number * 14, word, 12, weight=700, fill=ACCENT)
    for x in LANE_X.values():
        yield _line(x, y, x, y + height, LINE, 1.6)
    for row, step in enumerate(phase.steps):
        yield from _stop(step, y + row * ROW + ROW / 2)


def _two_lines(title: str, rows: int) -> list[str]:
    """Break a long phase name where there is room for a second line."""
    return title.split(" ", 1) if rows > 1 else [title]


def _stop(step: StepFacts, y: float) -> Iterator[str]:
    xs = [LANE_X[lane] for lane in step.lanes]
    if len(xs) > 1:
        yield _line(min(xs), y, max(xs), y, INK, 2)
    for x in xs:
        yield from _circle(step, x, y)
    yield _text(TEXT_X, y + 4.4, step.title, 13, weight=400 if step.optional else 700)
    if step.latest:
        sign = " §" if step.is_statutory else ""
        yield _text(WIDTH - 8, y + 4.2, step.latest + sign, 11.4, fill=MUTED, anchor="end")


def _circle(step: StepFacts, x: float, y: float) -> Iterator[str]:
    fill, ink = ("#ffffff", INK) if step.optional else (ACCENT, "#ffffff")
    rim = INK if step.optional else ACCENT
    yield (
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{fill}" stroke="{rim}" stroke-width="1.6"/>'
    )
    yield _text(x, y + 4, str(step.number), 11.2, weight=700, fill=ink, anchor="middle")


def _legend(y: int) -> Iterator[str]:
    yield f'<circle cx="12" cy="{y - 4}" r="6" fill="{ACCENT}"/>'
    yield _text(24, y, "ordinarie steg", 11.4)
    yield f'<circle cx="116" cy="{y - 4}" r="6" fill="#ffffff" stroke="{INK}" stroke-width="1.6"/>'
    yield _text(128, y, "vid behov", 11.4)
    yield _line(200, y - 4, 224, y - 4, INK, 2)
    yield _text(231, y, "flera gör steget", 11.4)
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
