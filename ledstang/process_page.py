"""The reference page about the process: every step in tables, as a topic among the others."""

from __future__ import annotations

from pathlib import Path

from ledstang.process_facts import (
    LANE_NAMES,
    MARK_WORDS,
    PhaseFacts,
    ProcessFacts,
    StepFacts,
)

PICTURE_ADDRESS = "../bilder/process.svg"

HEAD = """\
---
id: processen
titel: Processen steg för steg
lagrum: ["lag (2017:612)"]
sokord: [process, processen, processbild, processkarta, flöde, flödesschema, vårdkedja, \
vårdkedjan, alla steg, ordning, översiktsbild, vem gör vad]
fragor: [hur hänger stegen ihop, vilka steg finns, i vilken ordning ska saker göras, hela kedjan \
från inläggning till hemgång, vem gör vad i vilket steg, bild över processen, vad kommer sen, \
jag är ny och vill förstå hela gången, från att någon läggs in till att den är hemma, vem börjar \
och vem avslutar, vilken ordning, vad händer före och efter]
granskad: 2026-11-22
granskas_senast: 2027-05-22
---
# Processen steg för steg

Här står alla steg i ordning: vem som gör dem, senast när och enligt vilken paragraf. Varje steg \
länkar till sin egen sida.
"""
PICTURE_ALT = (
    "Vårdkedjan från före inskrivning till efter utskrivning. Tre banor visar vad slutenvården, "
    "öppenvården och kommunen gör. Samma steg står i tabellerna nedanför."
)
COLUMNS = "| Nr | Steg | Vem | Senast | Paragraf | Grund |\n|---|---|---|---|---|---|\n"


def write_page(main: ProcessFacts, others: tuple[ProcessFacts, ...], docs: Path) -> str:
    """Write the reference page as Markdown: one table a phase, then the other processes.

    `docs` is looked in to find the room that the topic of each exception stands in.
    """
    parts = [HEAD, f"## Bilden\n\n![{PICTURE_ALT}]({PICTURE_ADDRESS})\n", _legend()]
    parts += [_phase(phase) for phase in main.phases]
    parts += [_phase(phase) for process in others for phase in process.phases]
    parts.append(_exceptions(main, docs))
    return "\n".join(parts)


def _legend() -> str:
    return (
        "Ett fyllt nummer i bilden är ett ordinarie steg. En ring är ett steg som görs vid "
        "behov. Ett paragraftecken betyder att tiden står i lagen.\n\n"
        "I tabellerna är HSL hälso- och sjukvårdslagen. SoL är socialtjänstlagen. LPT är lagen om "
        "psykiatrisk tvångsvård.\n"
    )


def _phase(phase: PhaseFacts) -> str:
    rows = "".join(_row(step) for step in phase.steps)
    return f"## {phase.title}\n\n{COLUMNS}{rows}"


def _row(step: StepFacts) -> str:
    cells = [
        step.number,
        f"[{step.title}](../steg/{step.id}.md)" + (", vid behov" if step.optional else ""),
        ", ".join(LANE_NAMES[lane] for lane in step.lanes),
        step.latest or "ingen egen tid",
        ", ".join(step.paragraphs) or "ingen",
        MARK_WORDS[step.mark],
    ]
    return f"| {' | '.join(cells)} |\n"


def _exceptions(process: ProcessFacts, docs: Path) -> str:
    links = "\n".join(f"- [{title}]({_home(topic, docs)})" for topic, title in process.exceptions)
    return f"## Undantag\n\nDet som inte följer ordningen har egna sidor:\n\n{links}\n"


def _home(topic: str, docs: Path) -> str:
    """Find the room a topic stands in; an exception that is not written yet belongs in its own."""
    found = sorted(docs.glob(f"*/{topic}.md"))
    room = found[0].parent.name if found else "undantag"
    return f"../{room}/{topic}.md"
