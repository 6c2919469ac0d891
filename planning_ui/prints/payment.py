"""The payment basis on paper: the sums, and every day of every period with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.disputes import DisputeView
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


def payment_paper(page: PaymentPage, stamp: Stamp) -> Document:
    """The basis of a kommun and a month."""
    about = f"{page.kommun_name}, {page.month_words}"
    return paper(TITLE, _blocks(page, about), stamp, f"{TITLE}: {about}")


def _blocks(page: PaymentPage, about: str) -> Iterator[Block]:
    yield key_values((("Kommun och månad", about),))
    yield from rows(page.facts)
    for told in (*page.told, *page.prices, LEAD):
        yield sentence(told)
    if page.average:
        yield heading(1, "Genomsnitt")
        yield BulletList(tuple((sentence(told),) for told in page.average))
    yield heading(1, "Perioder")
    if page.kept_back:
        yield sentence(f"{page.kept_back} perioder hör till andra enheter och visas inte här.")
    if not page.lines:
        yield sentence("Inga perioder att visa i månaden.")
    for line in page.lines:
        yield from _line(line)


def _line(line: LineView) -> Iterator[Block]:
    yield heading(2, f"{line.name}, {line.title.lower()}")
    yield key_values(
        (
            ("Personnummer", line.number),
            ("Avdelning", line.ward),
            ("Utskrivningsklar", f"{line.sent.exact} ({line.ending})"),
            ("Ansvar från", line.starts.exact if line.starts else "inget ansvar"),
            ("Räknade dygn i månaden", str(line.counted)),
            ("Belopp", line.amount),
        )
    )
    yield Table(tuple(plain(each) for each in HEADER), tuple(map(_run, line.runs)), WIDTHS)
    yield BulletList(tuple((sentence(told),) for told in line.derivation))
    for each in line.disputes:
        yield from _dispute(each)


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
