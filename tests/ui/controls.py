"""What can be asked about on a page: each control, and the help that F1 opens for it there."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

KINDS = ("hinder", "falt", "vy", "steg")
"""Which mark of an element speaks, the closest first."""
_EMPTY = {"input", "img", "br", "hr", "meta", "link", "path", "circle", "rect", "source", "wbr"}
_TYPED_IN = {"select", "textarea"}
_NOT_TYPED_IN = {"hidden", "submit", "button", "checkbox", "radio"}


@dataclass(eq=False)
class Element:
    """A tag with what stands around it."""

    tag: str
    said: dict[str, str]
    around: Element | None
    inside: list[Element] = field(default_factory=list)
    words: str = ""

    @property
    def mark(self) -> str:
        """The help that the element itself names, such as `falt oversikt.namn`; "" if none."""
        named = ((kind, self.said.get(f"data-hjalp-{kind}", "")) for kind in KINDS)
        return next((f"{kind} {name}" for kind, name in named if name), "")

    @property
    def marked(self) -> Element | None:
        """The nearest element with a mark, this one or one around it."""
        return self if self.mark or self.around is None else self.around.marked

    @property
    def is_control(self) -> bool:
        """Whether the keyboard comes here."""
        if self.said.get("class") in ("hoppa", "hjalp-ikon") or "data-hjalp-vaxla" in self.said:
            return False
        if self.said.get("tabindex") == "-1" or self.said.get("type") == "hidden":
            return False
        pressed = self.tag in ("button", "input", "summary", *_TYPED_IN)
        return pressed or (self.tag == "a" and "href" in self.said) or "tabindex" in self.said

    @property
    def is_typed_in(self) -> bool:
        """Whether it is a field of its own, and not a button or one choice of several."""
        kind = self.said.get("type", "text")
        return self.tag in _TYPED_IN or (self.tag == "input" and kind not in _NOT_TYPED_IN)

    def all(self) -> list[Element]:
        """This element and all inside it."""
        return [self, *(each for child in self.inside for each in child.all())]

    def __str__(self) -> str:
        name = self.said.get("aria-label") or self.said.get("id") or self.said.get("name") or ""
        return " ".join(f"{self.tag} {name} {self.words}".split())[:60]


class PageReader(HTMLParser):
    """Reads a page into elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.top = self._at = Element("", {}, None)
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins, inside the one that is open."""
        made = Element(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.inside.append(made)
        if tag not in _EMPTY:
            self._at = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self._at.inside.append(Element(tag, {name: value or "" for name, value in attrs}, self._at))

    def handle_endtag(self, tag: str) -> None:
        """The element that is open ends."""
        assert self._at.tag == tag, (self._at.tag, tag, self.getpos())
        assert self._at.around is not None
        self._at = self._at.around

    def handle_data(self, data: str) -> None:
        """Words, for all that stand around them."""
        around: Element | None = self._at
        while around is not None:
            around.words += data
            around = around.around


class Asked:
    """A page, and what F1 answers at each of its controls: as the panel finds it."""

    def __init__(self, page: str) -> None:
        everything = PageReader(page).top.all()
        self._parts = {each.said["id"]: each for each in everything if "id" in each.said}
        panel = next((each for each in everything if each.tag == "ledstang-hjalp"), None)
        own = panel.all() if panel else []
        self.controls = [each for each in everything if each.is_control and each not in own]

    def answer_at(self, control: Element) -> Element | None:
        """The element whose mark tells what the control is; None if nothing does."""
        found = control.marked
        if found is None or not found.mark:
            found = self._of_part(control)
        return found if found is not None and found.mark else None

    def _of_part(self, control: Element) -> Element | None:
        part = self._parts.get(control.said.get("href", "").removeprefix("#"))
        if part is None or not control.said.get("href", "").startswith("#"):
            return None
        icons = (
            icon
            for heading in part.inside
            if heading.tag in ("h1", "h2", "h3")
            for icon in heading.inside
            if icon.said.get("class") == "hjalp-ikon"
        )
        return next(icons, part.marked)

    def unexplained(self) -> list[str]:
        """The controls that nothing is said about, by their names."""
        return [str(each) for each in self.controls if self.answer_at(each) is None]

    def vague(self) -> list[str]:
        """The fields that share their answer with another field, or have that of a step or view."""
        fields = [each for each in self.controls if each.is_typed_in]
        answers = [self.answer_at(each) for each in fields]
        return [
            str(each)
            for each, answer in zip(fields, answers, strict=True)
            if answer is None
            or answers.count(answer) > 1
            or not answer.mark.startswith(("falt ", "vy sok"))
        ]
