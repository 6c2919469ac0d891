"""Two texts side by side, and two people's changes in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help_service.editing.differences import Change, compare, hunks
from help_service.editing.merging import BETWEEN, MINE, THEIRS, merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d e"]), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def side(rows: object, name: str) -> list[str]:
    return [
        "".join(piece.text for piece in getattr(row, name))
        for row in rows  # type: ignore[attr-defined]  # A list of rows, read by the name of a side.
        if getattr(row, name)
    ]


def test_a_changed_word_is_marked_and_the_rest_of_the_line_is_not() -> None:
    row = compare("Ring kommunen i dag.", "Ring kommunen i morgon.")[0]
    assert [(p.change, p.text) for p in row.old] == [
        (Change.SAME, "Ring kommunen i "),
        (Change.REMOVED, "dag"),
        (Change.SAME, "."),
    ]
    assert [p.text for p in row.new if p.change is Change.ADDED] == ["morgon"]


def test_a_new_line_stands_alone() -> None:
    rows = compare("ett\ntre\n", "ett\ntvå\ntre\n")
    assert [(row.before, row.after) for row in rows] == [(1, 1), (0, 2), (2, 3)]


def test_far_from_a_change_nothing_is_shown() -> None:
    old = "\n".join(map(str, range(100)))
    shown = hunks(compare(old, old.replace("50", "femtio")))
    assert len(shown) == 1
    assert shown[0].skipped == 48
    assert [row.before for row in shown[0].rows] == [49, 50, 51, 52, 53]


def test_equal_texts_have_nothing_to_show() -> None:
    assert hunks(compare("a\nb\n", "a\nb\n")) == []


@given(LINES, LINES)
def test_each_side_can_be_read_back(old: str, new: str) -> None:
    rows = compare(old, new)
    before = {row.before: "".join(p.text for p in row.old) for row in rows if row.before}
    after = {row.after: "".join(p.text for p in row.new) for row in rows if row.after}
    for told, text in ((before, old), (after, new)):
        lines = text.rstrip("\n").split("\n") if text else []
        assert [told[number] for number in sorted(told)] == lines


BASE = "ett\ntvå\ntre\nfyra\nfem\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("ett", "1"), BASE, BASE.replace("ett", "1")),
        (BASE, BASE.replace("fem", "5"), BASE.replace("fem", "5")),
        (BASE.replace("ett", "1"), BASE.replace("fem", "5"), "1\ntvå\ntre\nfyra\n5\n"),
        (BASE + "sex\n", BASE.replace("tre\n", ""), "ett\ntvå\nfyra\nfem\nsex\n"),
        (BASE.replace("tre", "3"), BASE.replace("tre", "3"), BASE.replace("tre", "3")),
    ],
)
def test_changes_in_different_places_go_together(mine: str, theirs: str, merged: str) -> None:
    found = merge(BASE, mine, theirs)
    assert found.is_clean
    assert found.text == merged


def test_changes_in_one_place_are_both_kept_and_marked() -> None:
    found = merge(BASE, BASE.replace("tre", "3"), BASE.replace("tre", "III"))
    assert not found.is_clean
    assert found.text == f"ett\ntvå\n{MINE}\n3\n{BETWEEN}\nIII\n{THEIRS}\nfyra\nfem\n"


@given(LINES, LINES)
def test_one_persons_change_is_taken_whole(base: str, mine: str) -> None:
    lines = mine.rstrip("\n")
    for found in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert found.is_clean
        assert found.text.rstrip("\n") == lines


@given(LINES, LINES, LINES)
def test_nothing_that_somebody_wrote_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs).text.split("\n")
    known = set(base.split("\n"))
    for line in {*mine.split("\n"), *theirs.split("\n")} - known:
        assert line in merged
