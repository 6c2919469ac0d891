"""The payment basis on paper: the sums, and every day of every period with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.disputes import DisputeView
from planning_ui.present.paging import Sheet
from planning_ui.present.payment_page import LineView, PaymentPage, Run
from planning_ui.prints.paper import Stamp, heading, key_values, paper, rows, sentence
from typeset import Block, BulletList, Document, Inline, Table, plain

TITLE = "Betalningsunderlag"
HEADER = ("Dagar", "Dygn", "Räknas", "Skäl", "Per dygn", "Belopp")
WIDTHS = (0.24, 0.08, 0.1, 0.32, 0.13, 0.13)
LEAD = (
    "Underlaget visar vilka dygn som en betalning kan vila på, och varför. Det är ingen faktura. "
    "Värden som överenskommelsen inte har fastställt är antaganden."
)


def payment_paper(page: PaymentPage, sheet: Sheet, stamp: Stamp) -> Document:
    """The basis of a kommun and a month, with the periods of the sheet."""
    about = f"{page.kommun_name}, {page.month_words}"
    return paper(TITLE, _blocks(page, sheet, about), stamp, f"{TITLE}: {about}")


def _blocks(page: PaymentPage, sheet: Sheet, about: str) -> Iterator[Block]:
    yield key_values((("Kommun och månad", about),))
    yield from rows(page.facts)
    for told in (*page.told, *page.prices, LEAD):
        yield sentence(told)
    if page.average:
        yield heading(1, "Genomsnitt")
        yield BulletList(tuple((sentence(told),) for told in page.average))
    yield heading(1, _periods(sheet))
    if page.kept_back:
        yield sentence(f"{page.kept_back} perioder hör till andra enheter och visas inte här.")
    if not page.lines:
        yield sentence("Inga perioder att visa i månaden.")
    for line in page.lines:
        yield from _line(line)


def _periods(sheet: Sheet) -> str:
    """All of them, or which: the sums above are those of all."""
    several = sheet.earlier or sheet.later
    return f"Perioder {sheet.first}–{sheet.last} av {sheet.total}" if several else "Perioder"


def _line(line: LineView) -> Iterator[Block]:
    # Sentences, not pairs and points: a hundred periods are to be on paper within moments.
    yield heading(2, f"{line.name}, {line.title.lower()}")
    yield sentence(" · ".join(each for each in _facts(line) if each))
    yield Table(tuple(plain(each) for each in HEADER), tuple(map(_run, line.runs)), WIDTHS)
    yield sentence(" ".join(line.derivation))
    for each in line.disputes:
        yield from _dispute(each)


def _facts(line: LineView) -> Iterator[str]:
    yield line.number
    yield line.ward
    yield f"Utskrivningsklar {line.sent.exact} ({line.ending})"
    yield f"Ansvar från {line.starts.exact}" if line.starts else "Inget ansvar"
    yield f"Räknade dygn i månaden: {line.counted}"
    yield f"Belopp: {line.amount}" if line.amount else ""


def _run(run: Run) -> tuple[Inline, ...]:
    counted = "ja" if run.counted else "nej"
    texts = (run.days, str(run.count), counted, run.text, run.each, run.amount)
    return tuple(plain(each) for each in texts)


def _dispute(each: DisputeView) -> Iterator[Block]:
    yield sentence(f"Bestritt {each.when.exact} av {each.by}: {each.look.word}.")
    answered = f"{each.answered.exact}, {each.answered_by}" if each.answered else ""
    yield key_values(
        (
            ("Bestrider", each.ground),
            ("Varför", each.text),
            ("Rätt dag enligt kommunen", each.right_day),
            ("Svar", each.answer),
            ("Skäl", each.answer_text),
            ("Besvarat", answered if each.answer else ""),
        )
    )
