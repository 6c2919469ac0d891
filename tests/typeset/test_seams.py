"""Compounds are known by what they begin with."""

from __future__ import annotations

import pytest

from typeset.seams import at_seams


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("superanvändare", ("super", "användare")),
        ("Reservrutinen", ("Reserv", "rutinen")),
        ("utskrivningsinformation", ("utskrivnings", "information")),
        ("sjukhusvistelse", ("sjukhus", "vistelse")),
        ("specialistmottagning", ("specialist", "mot", "tagning")),
        ("vårdsamordnare", ("vård", "sam", "ordnare")),
        ("patienterna", ("patienterna",)),
        ("patientinformationen", ("patientinformationen",)),
        ("personalen", ("personalen",)),
        ("tidigarelagd", ("tidigarelagd",)),
        ("handlingsplan", ("handlingsplan",)),
    ],
)
def test_a_compound_comes_apart_where_it_was_joined(word: str, parts: tuple[str, ...]) -> None:
    assert at_seams(word) == parts
