"""The Markdown subset of guidance: what a text may hold, checked line by line.

Headings, paragraphs, bold, lists, tables, pictures, links and note boxes: nothing else, so that
a nurse can edit a page and every serialiser can write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from help_service.findings import Finding, error


@dataclass(frozen=True)
class _Refused:
    """A way of writing that guidance does not use."""

    pattern: re.Pattern[str]
    what: str
    advice: str


def _refused(pattern: str, what: str, advice: str) -> _Refused:
    return _Refused(re.compile(pattern), what, advice)


_CONTROL = _refused(
    r"[\x00-\x08\x0b-\x1f\x7f]", "Raden innehåller ett osynligt styrtecken.", "Skriv om raden."
)
# Checked on the whole line.
_LINE_RULES = (
    _CONTROL,
    _refused(r"\t", "Raden innehåller en tabb.", "Använd fyra blanksteg."),
    _refused(r"^#{4,}", "Rubriken har för många nivåer.", "Använd högst ###."),
    _refused(r"^#{1,3}[^ #]", "Rubriken saknar blanksteg.", "Sätt ett blanksteg efter #."),
    _refused(r"^#{1,3} *$", "Rubriken är tom.", "Skriv rubriken eller ta bort raden."),
    _refused(r"^ +#{1,6} ", "Rubriken är indragen.", "Börja rubriken längst till vänster."),
    _refused(r"^\s*(```|~~~)", "Kodrutor används inte.", "Skriv texten som ett vanligt stycke."),
    _refused(r"^\s*>", "Citat med > används inte.", 'Använd en ruta: !!! note "Rubrik".'),
    _refused(r"^\s*([-*_])(\s*\1){2,}\s*$", "Vågräta linjer används inte.", "Använd en rubrik."),
    _refused(r"^=+\s*$", "Understrukna rubriker används inte.", "Skriv rubriken som ## Rubrik."),
    _refused(r"^\s*\[[^\]]+\]:", "Länkar längst ner används inte.", "Skriv [text](adress)."),
    _refused(r"^\s*\?\?\?", "Hopfällda rutor används inte.", 'Använd !!! note "Rubrik".'),
    _refused(r'^\s*!!!(?! note "[^"]+"\s*$)', "Rutan är felskriven.", 'Skriv !!! note "Rubrik".'),
)
# Checked on the text with bold, links and pictures taken out.
_INLINE_RULES = (
    _refused(r"<[A-Za-z/!?]", "HTML används inte.", "Skriv texten utan < >."),
    _refused(r"`", "Kodtecken ` används inte.", "Skriv texten i **fetstil** i stället."),
    _refused(r"\[\^", "Fotnoter används inte.", "Skriv förklaringen i texten."),
    _refused(r"~~", "Överstruken text används inte.", "Ta bort texten."),
    _refused(r"\*\S", "Ensam stjärna används inte.", "Använd **fetstil** med två stjärnor."),
    _refused(r"(?<!\w)_\S", "Understreck används inte.", "Använd **fetstil**."),
    _refused(r"\{[:#.%{]", "Klammer med kod används inte.", "Ta bort klammern."),
    _refused(r"&#?\w+;", "Teckenkoder används inte.", "Skriv tecknet självt."),
    _refused(r"\]\s?[\[(]", "Länken är felskriven.", "Skriv [text](adress) utan blanksteg."),
    _refused(r"!\[", "Bilden är felskriven.", "Skriv ![vad bilden visar](sökväg)."),
    # Not only tidiness: the parser looks for the end of each, over all that follows.
    _refused(r"\[", "Klammern [ hör inte till en länk.", "Skriv [text](adress)."),
)
# A line that none of these finds keeps all line rules: one look in place of one for each rule.
_BEGINS = re.compile(r"\s*(?:#|```|~~~|>|[-*_]\s*[-*_]|=|\[|\?\?\?|!!!)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
# And what holds none of these, once bold, links and pictures are out, keeps all inline rules.
_INLINE_SIGN = re.compile(r"[<`\[\]~*_{&]")
# Every rule needs one of these signs, or dashes first: most lines have none and are soon read.
_SIGN = re.compile(r"[\x00-\x1f\x7f#`~>*_=\[\]?!<{&]|^\s*-\s*-")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()\s]+)\)")
_ITEM = re.compile(r"^( *)(?:[-*+]|\d+\.)( +)")
_ADDRESS = re.compile(
    r"https://[^\s]+|#[a-z0-9-]+|(?:\.\./|[a-z0-9-]+/)*[a-z0-9-]+\.md(#[a-z0-9-]+)?"
)
_PICTURE_ADDRESS = re.compile(r"(?:\.\./|[\w-]+/)*[\w-]+\.(?:png|jpg|jpeg|svg)")
_STEP = 4


def check_subset(lines: list[str], path: str, first_line: int) -> list[Finding]:
    """Return a finding for each line of a body that leaves the subset.

    Args:
        lines: the body of a topic.
        path: how the file is called in findings.
        first_line: number of the body's first line in the file.
    """
    findings = []
    indents = _Indents()
    for number, line in enumerate(lines, start=first_line):
        complaint = _complaint(line) or indents.complaint(line)
        if complaint:
            findings.append(error(path, number, *complaint))
    return findings


def _complaint(line: str) -> tuple[str, str] | None:
    if not _SIGN.search(line):
        return None
    if _BEGINS.match(line) or _UNSEEN.search(line):
        broken = _first_broken(_LINE_RULES, line)
        if broken:
            return broken
    for complaint in _address_complaints(line):
        return complaint
    plain = _without_what_may_be(line)
    return _first_broken(_INLINE_RULES, plain) if _INLINE_SIGN.search(plain) else None


def _first_broken(rules: tuple[_Refused, ...], text: str) -> tuple[str, str] | None:
    found = (rule for rule in rules if rule.pattern.search(text))
    return next(((rule.what, rule.advice) for rule in found), None)


def _without_what_may_be(line: str) -> str:
    if "](" in line:
        line = LINK.sub(r"\1", PICTURE.sub("", line))
    if "**" in line:
        line = _BOLD.sub(r"\1", line)
    return _ITEM.sub("", line)


def _address_complaints(line: str) -> Iterator[tuple[str, str]]:
    if "](" not in line:
        return
    for alt, address in PICTURE.findall(line):
        if not alt.strip():
            yield "Bilden saknar beskrivning.", "Skriv vad bilden visar: ![beskrivning](sökväg)."
        if not _PICTURE_ADDRESS.fullmatch(address):
            yield f"Bildens adress {address} duger inte.", "Använd en png-, jpg- eller svg-fil."
    for _, address in LINK.findall(line):
        if not _ADDRESS.fullmatch(address):
            what = f"Länkens adress {address} duger inte."
            yield what, "Skriv ../rum/sida.md, ../rum/sida.md#rubrik, #rubrik eller https://…."


class _Indents:
    """Follows how far lines are drawn in: lists may nest one level, note boxes draw in four."""

    def __init__(self) -> None:
        self._allowed = 0
        self._note = 0
        self._before = ""

    def complaint(self, line: str) -> tuple[str, str] | None:
        """Return what is wrong with the indentation of the next line, or None."""
        found = self._judge(line)
        # A heading ends the block before it, as an empty line does.
        self._before = "" if line.startswith("#") else line
        return found

    def _judge(self, line: str) -> tuple[str, str] | None:
        if not line.strip():
            return None
        indent = len(line) - len(line.lstrip(" "))
        if indent == 0 and not self._before.strip():
            self._allowed = self._note = 0
        if line.lstrip().startswith("!!! "):
            self._note = self._allowed = indent + _STEP
            return None
        item = _ITEM.match(line)
        return self._judge_item(indent) if item else self._judge_text(line, indent)

    def _judge_item(self, indent: int) -> tuple[str, str] | None:
        if indent % _STEP:
            return "Listan är indragen fel.", "Dra in underpunkter med fyra blanksteg."
        if indent > self._note + _STEP or indent > self._allowed:
            return "Listan är indragen för långt.", "Listor får ha en nivå under sig."
        if self._before.strip() and not self._in_list():
            return "Listan sitter ihop med texten före.", "Lägg en tom rad före listan."
        self._allowed = indent + _STEP
        return None

    def _judge_text(self, line: str, indent: int) -> tuple[str, str] | None:
        joined = bool(self._before.strip())
        if line.lstrip().startswith("|") and joined and not self._before.lstrip().startswith("|"):
            return "Tabellen sitter ihop med texten före.", "Lägg en tom rad före tabellen."
        if joined:
            return None
        if indent % _STEP or indent > self._allowed:
            return "Stycket är indraget.", "Börja stycket längst till vänster."
        return None

    def _in_list(self) -> bool:
        if _ITEM.match(self._before) or self._before.lstrip().startswith("!!! "):
            return True
        # A wrapped line of a list item: the list is still open.
        return self._allowed > self._note
