"""Tries the checker of the Markdown subset with a fuzzer that follows its branches (atheris).

`python -m tests.help.fuzz_subset SECONDS [fault]` writes texts of Markdown's own marks and of
anything else. Each is refused with its line and advice, or the page made of it is harmless. Ends
with an error at the first text that is neither, and tells on the way how many were tried and how
many became pages. With `fault` a fault is planted, to see that it is found.
"""

import sys
from tempfile import mkdtemp

import atheris

with atheris.instrument_imports(include=["help_service.subset"]):
    from help_service.subset import check_subset

from tests.help.test_hostile_texts import ATTACKS, harmless, page, shown

MARKS = (
    *("\n", "\n\n", "    ", "# ", "## ", "### ", "#### ", "1. ", "- ", "* ", "**", "*", "_", "`"),
    *("[", "](", ")", "![", "]: ", "(kvittera.md)", "../", "#nar", "https://x.example", "|", "---"),
    *(
        '!!! note "Ruta"\n\n    ',
        "!!! ",
        "??? ",
        "> ",
        "=",
        "~~",
        "{: ",
        "&lt;",
        "&#x6a;",
        "<",
        ">",
    ),
    *("javascript:", "Gör så här", "Fält", "När", "Kommunen", "å", "\u200b", "\t", "\r", "\x00"),
    *ATTACKS,
)
TELL_EVERY = 500
tried = {"texter": 0, "sidor": 0}


def text_of(data: bytes) -> str:
    """A text in which most bytes are a mark and the others letters as they come."""
    given = atheris.FuzzedDataProvider(data)
    parts: list[str] = []
    while given.remaining_bytes() and len(parts) < 200:
        mark = given.ConsumeIntInRange(0, 255)
        letters = given.ConsumeUnicodeNoSurrogates(8) if mark >= len(MARKS) else MARKS[mark]
        parts.append(letters)
    return "".join(parts)


def try_one(data: bytes) -> None:
    """One text: refused with advice, or harmless as a page."""
    text = text_of(data)
    tried["texter"] += 1
    if tried["texter"] % TELL_EVERY == 0:
        print(f"tried {tried['texter']} texts, {tried['sidor']} pages", flush=True)
    assert "fault" not in sys.argv or not ("**" in text and "1. " in text), "the planted fault"
    for found in check_subset(text.split("\n"), "prov.md", 1):
        assert found.what
        assert found.advice
    topic = page(f"Kort.\n\n{text}")
    if topic is None:
        return
    tried["sidor"] += 1
    assert harmless(shown(topic))


def main() -> None:
    """Try texts for the seconds that are asked for."""
    seconds = int(sys.argv[1])
    options = [f"-max_total_time={seconds}", "-timeout=10", "-max_len=512", "-len_control=0"]
    # A text that fails is kept outside the repository; the fuzzer tells where.
    options.append(f"-artifact_prefix={mkdtemp()}/")
    atheris.Setup([sys.argv[0], *options], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
