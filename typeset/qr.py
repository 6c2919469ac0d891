"""Codes to scan: from a printed page to the same page on screen."""

from __future__ import annotations

import io

import segno

from typeset.blocks import Picture, PictureForm


def qr_picture(address: str, alt: str, width_mm: float = 22) -> Picture:
    """Draw `address` as a QR code, `width_mm` wide, with `alt` as its alternative text."""
    target = io.BytesIO()
    # The least that must mend itself gives the largest dots; what room is left mends more.
    code = segno.make(address, error="l", micro=False)
    code.save(target, kind="svg", border=2, dark="#000000", light="#ffffff", omitsize=True)
    return Picture(target.getvalue(), PictureForm.SVG, alt, width_mm)
