"""Keeps the process pictures and the reference page equal to the data they are drawn from.

python -m ledstang.process_picture            writes the pictures below docs/bilder and the page
python -m ledstang.process_picture --check    changes nothing; fails if one is not current
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from lathund.contents import load_contents
from ledstang.chart import process_chart
from ledstang.edition_chart import edition_charts
from ledstang.process_facts import load_process
from ledstang.process_page import write_page
from ledstang.process_svg import draw_chart

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = ROOT / "planning" / "processes"
DOCS = ROOT / "docs"
PICTURES = Path("bilder")
PICTURE = PICTURES / "process.svg"
PAGE = Path("begrepp") / "processen.md"
MAIN, OTHERS = "utskrivning", ("sip", "tvangsvard")


def generated_files(processes: Path = PROCESSES) -> Iterator[tuple[Path, str]]:
    """Give each generated file under docs with the text it should hold."""
    main = load_process(processes / f"{MAIN}.yaml")
    others = tuple(load_process(processes / f"{name}.yaml") for name in OTHERS)
    yield PICTURE, draw_chart(process_chart(main))
    yield PAGE, write_page(main, others, DOCS)
    steps = {step.id: step for process in (main, *others) for step in process.steps}
    for name, chart in edition_charts(load_contents(), steps, DOCS):
        yield PICTURES / name, draw_chart(chart)


def stale_files(docs: Path = DOCS) -> list[str]:
    """Name the generated files under `docs` that differ from what the process files give."""
    return [
        str(name)
        for name, text in generated_files()
        if not (docs / name).is_file() or (docs / name).read_text(encoding="utf-8") != text
    ]


def write_files(docs: Path = DOCS) -> None:
    """Write the generated files under `docs`."""
    for name, text in generated_files():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write the generated files, or with --check tell whether they are current."""
    parser = argparse.ArgumentParser(prog="python -m ledstang.process_picture", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    if not parser.parse_args(arguments).check:
        write_files()
        return 0
    stale = stale_files()
    for name in stale:
        sys.stderr.write(f"docs/{name}: not current; run `python -m ledstang.process_picture`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
