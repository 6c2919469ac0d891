"""What comes out on paper: the text exactly as given, whatever it looks like."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from typeset import (
    Block,
    BulletList,
    Columns,
    Cover,
    Document,
    Heading,
    KeyValue,
    Labelled,
    Lead,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    PictureForm,
    SmallPrint,
    StepCard,
    Table,
    Text,
    TypesetError,
    Ways,
    balance,
    plain,
    qr_picture,
    render_pdf,
)
from typeset.blocks import records
from typeset.pdf import as_data

DAY = date(2026, 11, 22)
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
HOSTILE = [
    "#panic(1)",
    "$x^2$",
    "*fet* _kursiv_",
    "back\\slash \\u{41} \\n",
    "\"citat\" 'apostrof' `kod`",
    "] } ) [ { (",
    "// inte en kommentar /* inte heller */",
    "= inte en rubrik",
    "- inte en punkt",
    "<etikett> @hänvisning https://example.org",
    "~ -- --- ... 1/2",
    '#let x = 1; #include "/etc/passwd"',
    "åäö ÅÄÖ é ü ž λ ж § – ’ ”",
    "{{ jinja }} %s {0}",
]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def document(*blocks: Block, title: str = "Titel") -> Document:
    return Document(title, blocks, DAY)


def squeezed(text: str) -> str:
    """Take out white space: line breaks are the printer's, and no one reads them."""
    return "".join(text.split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_that_looks_like_markup_is_printed_as_it_stands(hostile: str) -> None:
    assert squeezed(hostile) in squeezed(text_of(render_pdf(document(Paragraph(plain(hostile))))))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_harmless_in_every_place_that_takes_text(hostile: str) -> None:
    card = StepCard(
        hostile,
        hostile,
        (hostile,),
        plain(hostile),
        (Labelled(hostile, (Paragraph(plain(hostile)),)),),
        Labelled(hostile, (NumberedList(((Paragraph(plain(hostile)),),)),)),
        Labelled(hostile, (Paragraph(plain(hostile)),)),
        (Labelled(hostile, (BulletList(((Paragraph(plain(hostile)),),)),)),),
        anchor="steg",
        remark=hostile,
    )
    pdf = render_pdf(
        Document(
            hostile,
            (
                Heading(1, plain(hostile)),
                Lead(plain(hostile)),
                balance(card),
                Table((plain(hostile),), ((plain(hostile),),)),
                Note(hostile, (Paragraph((Text(hostile, strong=True),)),)),
                KeyValue(((hostile, plain(hostile)),)),
                Paragraph((Link(hostile, "#steg", hostile),)),
                Picture(SQUARE, PictureForm.SVG, hostile, 10),
            ),
            DAY,
            Cover(hostile, hostile),
            running_head=hostile,
            footer=(hostile,),
        )
    )
    assert squeezed(text_of(pdf)).count(squeezed(hostile)) >= 18


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_no_text_whatever_stops_a_print(anything: str) -> None:
    assert render_pdf(document(Paragraph(plain(anything)))).startswith(b"%PDF")


def test_a_sign_that_no_font_holds_is_printed_as_its_number() -> None:
    pdf = render_pdf(document(Paragraph(plain("Namn \U0001f600 och 中"))))
    assert "Namn [U+1F600] och [U+4E2D]" in text_of(pdf)


def test_a_line_feed_in_a_text_breaks_the_line() -> None:
    assert "ett\ntvå" in text_of(render_pdf(document(Paragraph(plain("ett\ntvå")))))


def test_signs_that_steer_or_hide_are_left_out() -> None:
    assert "abcd" in text_of(render_pdf(document(Paragraph(plain("a\x00b\u202ec\u200bd")))))


def test_the_same_document_gives_the_same_bytes() -> None:
    one, two = (render_pdf(document(Paragraph(plain("lika")))) for _ in range(2))
    assert one == two


def test_only_fonts_from_packages_are_used_and_all_are_embedded() -> None:
    pdf = render_pdf(document(Heading(1, plain("Rubrik")), Paragraph(plain("text ● ◔"))))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [
            thing
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        names = {str(font["/FontName"]).split("+")[1] for font in fonts}
        embedded = [{"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts]
    assert all(embedded)
    assert all(name.startswith(("SourceSansPro", "DejaVuSansMono")) for name in names)


def test_the_file_claims_both_standards() -> None:
    pdf = render_pdf(document(Paragraph(plain("text"))))
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


def test_a_table_has_real_column_headings() -> None:
    pdf = render_pdf(
        document(Table((plain("Ord"), plain("Betydelse")), ((plain("a"), plain("b")),)))
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        roles = [
            str(thing["/S"])
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/S" in thing
        ]
    assert roles.count("/TH") == 2
    assert roles.count("/TD") == 2


def test_a_page_break_starts_a_new_page_and_columns_are_read_one_after_the_other() -> None:
    pdf = render_pdf(
        document(
            Paragraph(plain("först")),
            PageBreak(),
            Columns((Paragraph(plain("vänster")), Paragraph(plain("sedan")))),
        )
    )
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "först" in first
    assert second.index("vänster") < second.index("sedan")


@pytest.mark.parametrize("above", range(53, 58))
def test_a_title_is_not_left_at_the_foot_of_a_page_with_only_its_small_print(above: int) -> None:
    lines = (Paragraph(plain("rad")) for _ in range(above))
    topic = (Heading(1, plain("Rubriken")), SmallPrint("finstilt"), Paragraph(plain("svaret")))
    pages = PdfReader(io.BytesIO(render_pdf(document(*lines, *topic)))).pages
    (page,) = (text for each in pages if "Rubriken" in (text := each.extract_text()))
    assert {"finstilt", "svaret"} <= set(page.split())


def test_a_link_leads_to_its_heading_and_bears_its_mark() -> None:
    pdf = render_pdf(
        document(Heading(1, plain("Mål"), "mal"), Paragraph((Link("till målet", "#mal", "5"),)))
    )
    assert squeezed("till målet →5") in squeezed(text_of(pdf))
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [note.get_object()["/Subtype"] for note in page["/Annots"]] == ["/Link"]


def test_a_link_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(TypesetError, match="#borta, which is not here"):
        render_pdf(document(Paragraph((Link("dit", "#borta"),))))


def test_a_picture_without_an_alternative_text_cannot_be_made() -> None:
    with pytest.raises(TypesetError, match="alternative text"):
        Picture(SQUARE, PictureForm.SVG, "  ")


def test_a_table_with_a_short_row_cannot_be_made() -> None:
    with pytest.raises(TypesetError, match="as many cells"):
        Table((plain("a"), plain("b")), ((plain("c"),),))


def test_a_broken_picture_is_told_as_an_error_of_ours() -> None:
    with pytest.raises(TypesetError, match="could not set"):
        render_pdf(document(Picture(b"not svg", PictureForm.SVG, "Trasig")))


def test_a_long_step_may_break_and_a_short_one_may_not() -> None:
    def step(rows: int) -> StepCard:
        item = (Paragraph(plain("En rad som tar plats på papperet. " * 3)),)
        main = Labelled("Gör så här", (NumberedList((item,) * rows),))
        return balance(StepCard("1", "Steg", (), plain("Kort."), (), main, None, ()))

    assert step(60).breakable
    assert not step(5).breakable
    assert (
        len(PdfReader(io.BytesIO(render_pdf(document(Heading(1, plain("K")), step(60))))).pages) > 1
    )


def test_the_narrow_column_grows_with_its_text() -> None:
    def side(words: int) -> float:
        facts = (Labelled("När", (Paragraph(plain("ord " * words)),)),)
        main = Labelled("Gör", (Paragraph(plain("ord " * 60)),))
        return balance(StepCard("1", "S", (), plain("K."), facts, main, None, ())).side_mm

    assert side(10) < side(120)


def test_a_table_among_the_facts_gets_room_for_its_words() -> None:
    table = Table((plain("Läge"), plain("Utskrivningsklar"), plain("Hemgångsklar")), ())
    main = Labelled("Gör", (Paragraph(plain("ord " * 300)),))
    card = StepCard("1", "S", (), plain("K."), (Labelled("När", (table,)),), main, None, ())
    assert balance(card).side_mm >= 80


def test_a_code_to_scan_is_a_picture_with_words() -> None:
    code = qr_picture("https://ledstang.example/", "Kod till manualen")
    assert render_pdf(document(code)).startswith(b"%PDF")
    assert code.alt == "Kod till manualen"


def test_every_record_in_a_document_can_be_walked_in_reading_order() -> None:
    inside = document(Paragraph(plain("ett")), Note("N", (Paragraph(plain("två")),)))
    assert [record.text for record in records(inside) if isinstance(record, Text)] == ["ett", "två"]


def test_a_code_at_the_foot_stands_on_every_page() -> None:
    two_pages = (Paragraph(plain("ett")), PageBreak(), Paragraph(plain("två")))
    bare = Document("Titel", two_pages, DAY, footer=("Version 1",))
    coded = replace(bare, code=qr_picture("https://ledstang.example/", "Kod till manualen", 10))
    pages = zip(drawn_lines(bare), drawn_lines(coded), strict=True)
    assert all(with_code > without + 100 for without, with_code in pages)


def drawn_lines(whole: Document) -> list[int]:
    """Count the strokes of the pen on each page: a code has hundreds."""
    with pikepdf.open(io.BytesIO(render_pdf(whole))) as opened:
        return [
            sum(str(step.operator) in ("l", "h") for step in pikepdf.parse_content_stream(page))
            for page in opened.pages
        ]


def test_a_sign_of_private_meaning_is_printed_as_its_number() -> None:
    assert "Namn [U+E000]" in text_of(render_pdf(document(Paragraph(plain("Namn \ue000")))))


def texts(data: object) -> list[list[str]]:
    """Every run of text in a document's data, as the parts it is set from."""
    found: list[list[str]] = []
    if isinstance(data, dict):
        found += [data["text"]] if data.get("kind") == "Text" else []
        data = list(data.values())
    for item in data if isinstance(data, list) else []:
        found += texts(item)
    return found


def test_long_words_may_be_parted_in_narrow_columns_and_nowhere_else() -> None:
    said = Paragraph(plain("Tid för utskrivning"))
    wide = texts(as_data(document(said)))
    narrow = texts(as_data(document(Columns((said,)))))
    assert wide == [["Tid för utskrivning"]]
    assert narrow == [["Tid för ", "utskrivning", ""]]


def list_of(rows: int, text: str) -> Table:
    return Table((plain("Läge"), plain("Steg")), ((plain(text), plain("a")),) * rows)


@pytest.mark.parametrize("word", ["utskrivningsdatum", "patientinformationen"])
def test_a_long_word_that_leads_to_a_step_is_parted_before_it_leaves_its_column(word: str) -> None:
    told = (Paragraph((Link(word, "#steg", "11"),)),)
    narrow = Ways((Labelled("", told), Labelled("", told)), (0.12, 0.88))
    pdf = render_pdf(document(Heading(1, plain("Steg"), anchor="steg"), narrow))
    assert squeezed(text_of(pdf)).count(word) == 1, "parted in the one column, whole in the other"


def test_in_a_table_of_hundreds_of_rows_only_the_longest_words_are_parted() -> None:
    text = "Utskrivning enligt inskrivningsmeddelande"
    short, long = (texts(as_data(document(list_of(rows, text)))) for rows in (100, 101))
    assert ["", "Utskrivning", " enligt inskrivnings", "m", "eddelande"] in short
    assert ["Utskrivning enligt inskrivnings", "m", "eddelande"] in long


def test_a_table_of_hundreds_of_rows_has_all_its_rows_and_its_headings_on_every_page() -> None:
    rows = tuple((plain(f"Rad {number}\nUtskrivningsklar"), plain("a")) for number in range(300))
    pdf = render_pdf(document(Table((plain("Läge"), plain("Steg")), rows)))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 2
    assert all("Läge" in page for page in pages)
    found = squeezed("".join(pages))
    assert all(f"Rad{number}Utskrivningsklar" in found for number in range(300))
