"""From where a person is to the guidance that helps: every link of the chain."""

import json

import pytest

from help_service.contexts import Context, parse_context_map
from help_service.findings import BrokenGuidance
from help_service.service import HelpService

from .conftest import Guidance

Answer = dict[str, object]


def ask(service: HelpService, **context: str) -> Answer:
    answer: Answer = json.loads(service.snapshot.answer(Context(**context)).body)
    return answer


@pytest.mark.parametrize(
    ("context", "traff", "lank"),
    [
        ({"hinder": "ej-mottagare", "steg": "kvittera"}, "hinder", "/help/amne/ej-mottagare"),
        (
            {"falt": "kvittera.orsak", "steg": "kvittera", "roll": "kommun"},
            "falt+roll",
            "/help/amne/inkorg#nar",
        ),
        (
            {"falt": "kvittera.orsak", "steg": "kvittera", "roll": "oppenvard"},
            "falt",
            "/help/amne/kvittera#orsak",
        ),
        ({"falt": "meddelande", "steg": "kvittera"}, "falt", "/help/amne/kvittera#meddelande"),
        ({"steg": "kvittera", "roll": "kommun"}, "steg+roll", "/help/amne/kvittera"),
        ({"steg": "kvittera", "roll": "superanvandare"}, "steg+roll", "/help/amne/inkorg#nar"),
        ({"steg": "kvittera", "roll": "slutenvard"}, "steg", "/help/amne/kvittera"),
        ({"steg": "okand", "roll": "kommun"}, "fas", "/help/amne/fas-planering"),
        ({"fas": "planering"}, "fas", "/help/amne/fas-planering"),
        ({"steg": "nix", "vy": "inkorg"}, "vy", "/help/amne/inkorg"),
        ({"roll": "kommun"}, "roll", "/help/amne/kommun"),
        ({"steg": "stora-inkorg"}, "sok", "/help/amne/inkorg"),
        (
            {"steg": "nix", "falt": "nix.nix", "vy": "nix", "roll": "nix"},
            "start",
            "/help/amne/index",
        ),
        ({}, "start", "/help/amne/index"),
        ({"app": "annat-system", "steg": "bekrafta"}, "steg", "/help/amne/kvittera"),
        ({"app": "finns-inte", "steg": "kvittera"}, "sok", "/help/amne/kvittera"),
    ],
)
def test_the_first_link_that_leads_somewhere_answers(
    service: HelpService, context: dict[str, str], traff: str, lank: str
) -> None:
    answer = ask(service, **context)
    assert (answer["traff"], answer["lank"]) == (traff, lank)


def test_the_answer_tells_which_links_were_tried(service: HelpService) -> None:
    answer = ask(service, steg="okand", roll="kommun", falt="okand.nix")
    assert answer["kedja"] == [
        {"led": "falt+roll", "nyckel": "okand.nix@kommun", "traff": False},
        {"led": "falt", "nyckel": "okand.nix", "traff": False},
        {"led": "steg+roll", "nyckel": "okand@kommun", "traff": False},
        {"led": "steg", "nyckel": "okand", "traff": False},
        {"led": "fas", "nyckel": "planering", "traff": True},
    ]


def test_the_role_reads_its_own_steps_and_finds_the_others_folded(service: HelpService) -> None:
    html = str(ask(service, steg="kvittera", roll="oppenvard")["html"])
    assert '<h4 id="oppenvarden">Öppenvården</h4><ol><li>Ring avdelningen.' in html
    assert '<details id="kommunen"><summary>Kommunen</summary><ol>' in html
    assert html.index("Ring avdelningen") < html.index("Kommunen</summary>")


def test_who_has_no_role_reads_all_roles(service: HelpService) -> None:
    html = str(ask(service, steg="kvittera")["html"])
    assert '<h4 id="kommunen">' in html
    assert '<h4 id="oppenvarden">' in html


def test_a_field_answer_is_the_field_and_nothing_else(service: HelpService) -> None:
    answer = ask(service, falt="kvittera.meddelande")
    assert answer["rubrik"] == "Meddelande"
    assert answer["kort"] == "Välj det meddelande ni har läst."
    assert answer["html"] == "<p>Välj det meddelande ni har läst.</p>"


def test_a_context_may_add_links(service: HelpService) -> None:
    assert ask(service, vy="inkorg")["lankar"] == [
        {"id": "kvittera", "titel": "Kvittera", "lank": "/help/amne/kvittera"}
    ]


def test_an_answer_carries_review_date_and_hash(service: HelpService) -> None:
    answer = ask(service, steg="kvittera")
    assert answer["granskad"] == "2026-11-22"
    assert answer["hash"] == service.snapshot.library.topics["kvittera"].hash


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("start: index\nappar: {ledstang: {steg: {a: [b]}}}", "karta.yaml:2", "Här ska stå"),
        ("appar: {}", "karta.yaml:1", "Nyckeln start saknas"),
        ("start: index", "karta.yaml:1", "Nyckeln appar saknas"),
        ("start: index\nappar:\n  x:\n    stg: {}", "karta.yaml:4", "Tabellen stg finns inte"),
        (
            "start: index\nappar:\n  x:\n    vy:\n      a: b\n      a: c",
            "karta.yaml:6",
            "två gånger",
        ),
        ("start: index\nappar:\n  x:\n    vy: {a: {topic: b}}", "karta.yaml:4", "felskriven"),
        ("start: [", "karta.yaml:1", "går inte att läsa"),
        ("start: index\nappar:\n  x:\n    vy: {a: }", "karta.yaml:4", "Ämnet saknas"),
    ],
)
def test_a_broken_map_is_told_with_its_line(text: str, where: str, said: str) -> None:
    with pytest.raises(BrokenGuidance) as broken:
        parse_context_map(text, "karta.yaml")
    assert any(finding.where == where and said in finding.what for finding in broken.value.findings)


def test_a_page_that_moves_to_another_folder_keeps_its_id_address_and_contexts(
    guidance: Guidance,
) -> None:
    service = guidance.service()
    asked = {"steg": "kvittera", "roll": "kommun"}
    before = ask(service, **asked)
    (guidance.docs / "undantag").mkdir()
    (guidance.docs / "steg" / "kvittera.md").rename(guidance.docs / "undantag" / "kvittera.md")
    assert service.refresh()
    assert service.snapshot.library.topics["kvittera"].path == "undantag/kvittera.md"
    after = ask(service, **asked)
    assert [after[key] for key in ("id", "lank", "html", "hash")] == [
        before[key] for key in ("id", "lank", "html", "hash")
    ]
