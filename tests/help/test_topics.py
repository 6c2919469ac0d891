"""What a page of guidance may hold, and what its mistakes are answered with."""

import pytest

from help_service.findings import BrokenGuidance
from help_service.outline import Kind
from help_service.serialise import to_html
from help_service.slugs import slugify
from help_service.topics import Topic, content_hash, parse_topic

from .conftest import HEAD, KVITTERA, Guidance

KVITTERA_HEAD = HEAD.format(id="kvittera", titel="Kvittera")


def topic_of(body: str) -> Topic:
    return parse_topic(KVITTERA_HEAD + body, "steg/kvittera.md", "docs/steg/kvittera.md")


def mistakes(source: str) -> list[str]:
    with pytest.raises(BrokenGuidance) as broken:
        parse_topic(source, "steg/kvittera.md", "docs/steg/kvittera.md")
    return [str(finding) for finding in broken.value.findings]


def test_a_page_becomes_short_answer_and_sections() -> None:
    topic = topic_of(KVITTERA)
    assert (topic.id, topic.room, topic.kort) == (
        "kvittera",
        "steg",
        "Kvittera betyder att ni har läst.",
    )
    assert [section.anchor for section in topic.sections] == [
        "nar",
        "gor-sa-har",
        "kommunen",
        "oppenvarden",
        "falt",
        "meddelande",
        "orsak",
    ]


def test_role_headings_and_field_headings_are_known() -> None:
    topic = topic_of(KVITTERA)
    section = topic.role_section("kommun")
    assert section is not None
    assert (section.text, section.parent) == ("Tryck på Kvittera i inkorgen.", "gor-sa-har")
    fields = topic.of_kind(Kind.FALT)
    assert fields is not None
    assert [child.rubrik for child in topic.children(fields.anchor)] == ["Meddelande", "Orsak"]


def test_anchors_have_no_diacritics() -> None:
    assert slugify("Beräknad tidpunkt för utskrivning") == "beraknad-tidpunkt-for-utskrivning"
    assert slugify("Vad är viktigt för dig?") == "vad-ar-viktigt-for-dig"


def test_lists_tables_pictures_and_notes_are_written_as_html() -> None:
    body = """Kort.

## Mer

1. Ett
    - under
2. Två

| A | B |
|---|---|
| 1 | **2** |

![Knappen](../bilder/knapp.png)

!!! note "Tänk på"
    En ruta med [lag](https://www.riksdagen.se/).
"""
    html = to_html(topic_of(body).sections[0].tree, lambda topic, anchor: True)
    assert "<ol><li>Ett<ul><li>under</li></ul></li><li>Två</li></ol>" in html
    assert '<th scope="col">A</th>' in html
    assert '<img src="/help/bild/bilder/knapp.png" alt="Knappen">' in html
    assert '<div class="admonition note"><p class="admonition-title">Tänk på</p>' in html
    assert '<a href="https://www.riksdagen.se/" rel="noreferrer">lag</a>' in html


def test_the_hash_follows_the_text_and_not_its_line_ends() -> None:
    assert content_hash("a  \r\nb\r\n") == content_hash("a\nb")
    assert content_hash("a\nb") != content_hash("a\nc")
    assert len(topic_of(KVITTERA).hash) == 16


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("#### För djupt", "för många nivåer"),
        ("Ett <b>ord</b>", "HTML"),
        ("<script>alert(1)</script>", "HTML"),
        ("Ett *ord*", "Ensam stjärna"),
        ("Ett _ord_", "Understreck"),
        ("Ett `ord`", "Kodtecken"),
        ("```", "Kodrutor"),
        ("> citat", "Citat"),
        ("---", "Vågräta linjer"),
        ("Ord[^1]", "Fotnoter"),
        ("[ord][1]", "Länken är felskriven"),
        ("[ord](javascript:alert(1))", "Länken är felskriven"),
        ("[ord](javascript:alert)", "duger inte"),
        ("[ord](http://example.org)", "duger inte"),
        ("[ord](//example.org/x)", "duger inte"),
        ("![](bild.png)", "saknar beskrivning"),
        ("![bild](https://example.org/x.png)", "duger inte"),
        ("![bild](../../../etc/passwd)", "duger inte"),
        ('!!! warning "Obs"', "Rutan är felskriven"),
        ("!!! note", "Rutan är felskriven"),
        ("##Rubrik", "saknar blanksteg"),
        ("Ord {.klass}", "Klammer"),
        ("&nbsp;", "Teckenkoder"),
        ("Text\n- punkt", "Lägg en tom rad före listan"),
        ("    indraget", "Stycket är indraget"),
        ("- a\n    - b\n        - c", "en nivå"),
        ("### Utan över", "utan ##-rubrik"),
        ("## Lika\n\nText.\n\n## Lika\n\nText.", "finns redan på sidan"),
        ("# Två", "två titlar"),
    ],
)
def test_what_is_outside_the_subset_is_refused_with_its_line(line: str, said: str) -> None:
    source = KVITTERA_HEAD + "Kort svar.\n\n" + line + "\n"
    found = mistakes(source)
    assert any(said in each for each in found)
    start = source.count("\n", 0, source.rindex(line)) + 1
    assert any(each.startswith("docs/steg/kvittera.md:") for each in found)
    assert any(start <= int(each.split(":")[1]) <= start + 4 for each in found)


def test_a_page_without_short_answer_is_refused() -> None:
    assert "Det korta svaret saknas" in mistakes(KVITTERA_HEAD + "## När\n\nNu.\n")[0]


def test_the_title_must_be_the_one_in_the_head() -> None:
    source = KVITTERA_HEAD.replace("# Kvittera", "# Läs") + "Kort.\n"
    assert "börjar inte med sidans titel" in mistakes(source)[0]


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("id: kvittera", "id: annat", 2, "filen heter kvittera.md"),
        ("titel: Kvittera", "titel:", 3, "titel har ett ogiltigt värde"),
        ("lagrum: []", "lagrum: lag", 4, "Skriv en lista"),
        ("sokord: []", "nyckelord: []", 5, "nyckelord finns inte"),
        ("granskad: 2026-11-22", "granskad: 22/11", 6, "Skriv datum"),
        ("granskad: 2026-11-22", "granskad: 2026-02-30", 6, "Skriv datum"),
        ("granskas_senast: 2027-05-22", "granskas_senast: 2026-01-01", 7, "inte efter granskad"),
        ("lagrum: []", "byggd: kanske\nlagrum: []", 4, "Skriv ja eller nej"),
        ("lagrum: []", "lagrum: [", 6, "går inte att läsa"),
        ("sokord: []", "sokord: []\nfragor: hur", 6, "under rubriker"),
        ("sokord: []", "sokord: []\nfragor:\n  Senast: [hur]", 7, "rubriken Senast"),
        ("lagrum: []", "id: kvittera\nlagrum: []", 4, "står två gånger"),
    ],
)
def test_a_broken_front_matter_is_told_with_its_line(
    before: str, after: str, line: int, said: str
) -> None:
    found = mistakes(KVITTERA_HEAD.replace(before, after, 1) + "Kort.\n")
    assert any(said in each and each.startswith(f"docs/steg/kvittera.md:{line}:") for each in found)


def test_a_file_without_head_says_how_to_begin() -> None:
    assert "saknar sidhuvud" in mistakes("# Kvittera\n")[0]


def test_search_words_are_the_text_that_stands_there() -> None:
    source = KVITTERA_HEAD.replace("sokord: []", "sokord: [2:7, nej, 1177]") + "Kort.\n"
    assert parse_topic(source, "steg/kvittera.md").sokord == ("2:7", "nej", "1177")


def test_questions_stand_as_a_list_or_under_the_headings_that_answer_them() -> None:
    plain = KVITTERA_HEAD.replace("sokord: []", "sokord: []\nfragor: [hur gör vi]")
    under = plain.replace("[hur gör vi]", "\n  När: [hur dags, när då]\n  Kvittera: [hur]")
    topics = [
        parse_topic(f"{head}Kort.\n\n## När\n\nNu.\n", "steg/kvittera.md")
        for head in (plain, under)
    ]
    assert [[(one.text, one.rubrik) for one in each.fragor] for each in topics] == [
        [("hur gör vi", "")],
        [("hur dags", "När"), ("när då", "När"), ("hur", "Kvittera")],
    ]


def test_a_link_to_nowhere_is_an_error_with_its_line(guidance: Guidance) -> None:
    guidance.write("vyer/sok.md", "Sök", "Se [sidan](finns-inte.md) och [rubrik](inkorg.md#nix).\n")
    with pytest.raises(BrokenGuidance) as broken:
        guidance.library()
    assert [finding.where for finding in broken.value.findings] == ["docs/vyer/sok.md:11"] * 2


def test_a_picture_that_is_not_there_is_an_error(guidance: Guidance) -> None:
    guidance.write("vyer/sok.md", "Sök", "Kort.\n\n![Rutan](../bilder/ruta.png)\n")
    with pytest.raises(BrokenGuidance, match=r"Bilden bilder/ruta\.png finns inte"):
        guidance.library()


def test_two_pages_with_one_name_are_refused(guidance: Guidance) -> None:
    guidance.write("admin/kvittera.md", "Kvittera", "Kort.\n")
    with pytest.raises(BrokenGuidance, match="Två sidor heter kvittera"):
        guidance.library()


def test_a_file_in_another_encoding_is_told(guidance: Guidance) -> None:
    (guidance.docs / "fel.md").write_bytes("---\nid: fel\ntitel: Ä".encode("latin-1"))
    with pytest.raises(BrokenGuidance, match="UTF-8"):
        guidance.library()
