"""Steps share pages: two a page, the second from the middle on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from typeset import (
    Document,
    Heading,
    Labelled,
    NumberedList,
    PageBreak,
    Paragraph,
    StepCard,
    balance,
    in_a_row,
    plain,
    render_pdf,
    two_a_page,
)
from typeset.balance import HALF_PAGE_MM, LARGER, PAGE_MM, SMALLER, STEP_GAP_MM, USUAL

LINE = "En rad som tar plats på papperet, och en till som gör detsamma."


def step(rows: int, name: str = "S") -> StepCard:
    items = tuple((Paragraph(plain(LINE)),) for _ in range(rows))
    main = Labelled("Gör så här", (NumberedList(items),))
    foot = (Labelled("Vanliga fel", (Paragraph(plain(LINE)),)),)
    return StepCard("1", name, (), plain("Kort."), (), main, None, foot, whole=True)


def rows_of(height_mm: float, size: float = USUAL) -> int:
    """How many rows make a step that is about so high."""
    return next(rows for rows in range(1, 99) if balance(step(rows), size).height_mm > height_mm)


def sheets(*cards: StepCard) -> int:
    blocks = (Heading(1, plain("K")), PageBreak(), *cards)
    pdf = render_pdf(Document("D", blocks, date(2026, 11, 22)))
    return len(PdfReader(BytesIO(pdf)).pages) - 1


def test_two_short_steps_share_a_page_and_the_second_begins_in_the_middle() -> None:
    pages = two_a_page((step(5), step(6), step(7)))
    assert [len(page) for page in pages] == [2, 1]
    assert pages[0][0].least_mm == HALF_PAGE_MM
    assert pages[0][0].size == USUAL
    assert sheets(*pages[0]) == 1


def test_two_steps_a_little_too_long_are_set_smaller_and_fit() -> None:
    rows = rows_of(HALF_PAGE_MM)
    (page,) = two_a_page((step(rows), step(rows)))
    assert {card.size for card in page} == {SMALLER}
    assert sheets(*page) == 1


def test_a_step_with_a_page_of_its_own_is_set_larger_where_there_is_room() -> None:
    long, longest = step(rows_of(200)), step(rows_of(PAGE_MM - 5) - 1)
    sizes = [page[0].size for page in two_a_page((long, longest))]
    assert sizes == [LARGER, USUAL]


def test_a_step_with_room_below_it_gets_lines_to_write_on_and_never_a_page_more() -> None:
    for height, lines in ((110, True), (200, True), (PAGE_MM - 12, False)):
        card = replace(balance(step(rows_of(height) - 1)), notes="Hos oss")
        blocks = (Heading(1, plain("K")), PageBreak(), card, PageBreak())
        pdf = render_pdf(Document("D", blocks, date(2026, 11, 22)))
        texts = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        assert (len(texts), "Hos oss" in texts[1]) == (2, lines)


def test_the_fewest_pages_are_found_even_where_the_first_pair_must_part() -> None:
    half, long = step(rows_of(110)), step(rows_of(165))
    short = step(rows_of(70))
    # The first two could share a page, but then both of the others would stand alone.
    assert [len(page) for page in two_a_page((long, short, half, half))] == [2, 2]
    assert [len(page) for page in two_a_page((half, half, short, long))] == [2, 2]
    assert [len(page) for page in two_a_page((long, half, half))] == [1, 2]


def test_the_estimate_is_near_what_is_printed() -> None:
    rows = rows_of(HALF_PAGE_MM) - 1
    fits = step(rows)
    assert 2 * balance(fits).height_mm + STEP_GAP_MM <= PAGE_MM
    assert sheets(balance(fits), balance(fits)) == 1
    much_more = step(round(rows * 1.15))
    assert sheets(balance(much_more), balance(much_more)) == 2


def test_steps_in_a_row_take_less_paper_than_steps_that_stand_whole() -> None:
    cards = tuple(step(rows_of(170), f"Steg {number}") for number in range(4))
    assert sheets(*in_a_row(cards)) < len(two_a_page(cards)) == 4
