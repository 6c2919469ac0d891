"""Drawings: SVG rewritten from an explicit list of elements and attributes; nothing else passes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_SVG = "http://www.w3.org/2000/svg"
_MOST_ELEMENTS = 5_000
_DEEPEST = 40
_LONGEST_VALUE = 50_000


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements that can point at other elements and so multiply, such as `use`, are not here.
_ELEMENTS = _names("""
    svg g defs title desc path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath mask marker
""")
_LOOK = _names("""
    fill stroke opacity fill-opacity stroke-opacity fill-rule clip-rule stroke-width stroke-linecap
    stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit font-family font-size
    font-weight font-style text-anchor dominant-baseline stop-color stop-opacity clip-path mask
    marker-start marker-mid marker-end
""")
_ATTRIBUTES = _LOOK | _names("""
    id role aria-label aria-hidden viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points
    transform dx dy rotate textLength preserveAspectRatio offset gradientUnits gradientTransform
    spreadMethod clipPathUnits maskUnits markerWidth markerHeight refX refY orient
""")
_OWN_REFERENCE = re.compile(r"#[A-Za-z_][\w.-]*")
_ADDRESS_IN_VALUE = re.compile(
    r"url\(\s*(?!['\"]?#[A-Za-z_][\w.-]*['\"]?\s*\))|[a-z]+:|@import|\\", re.I
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*")


class BadSvg(Exception):
    """The file is no drawing that can be cleaned; the text says in Swedish why."""


@dataclass
class _Writer:
    """Takes what the parser reads and writes what may stay."""

    out: list[str] = field(default_factory=list)
    inside: int = 0
    """How deep in something dropped; 0 when what is read is kept."""
    depth: int = 0
    elements: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Write a start tag, or begin to drop."""
        self.elements += 1
        self.depth += 1
        if self.elements > _MOST_ELEMENTS or self.depth > _DEEPEST:
            raise BadSvg("Teckningen är för invecklad. Förenkla den, eller spara den som PNG.")
        local = _written(name)
        if self.elements == 1 and local != "svg":
            raise BadSvg("Filen är ingen SVG-teckning.")
        if self.inside or local not in _ELEMENTS:
            self.inside += 1
            return
        namespace = f' xmlns="{_SVG}"' if self.elements == 1 else ""
        kept = "".join(f" {key}={quoteattr(value)}" for key, value in _kept(attributes))
        self.out.append(f"<{local}{namespace}{kept}>")

    def end(self, name: str) -> None:
        """Write an end tag, or come out of something dropped."""
        self.depth -= 1
        if self.inside:
            self.inside -= 1
        else:
            self.out.append(f"</{_written(name)}>")

    def text(self, text: str) -> None:
        """Write text."""
        if not self.inside:
            self.out.append(escape(text))


def clean_svg(data: bytes) -> bytes:
    """Return the drawing with only what is on the list: no script, no style, no foreign address.

    Raises:
        BadSvg: the file is no SVG, declares entities, or is too large to be a drawing.
    """
    writer = _Writer()
    parser = expat.ParserCreate("UTF-8", namespace_separator="}")
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise BadSvg("SVG-filen går inte att läsa. Spara om den.") from broken
    return "".join(writer.out).encode("utf-8")


def size_of_svg(cleaned: bytes) -> tuple[int, int]:
    """Return width and height in pixels of a cleaned drawing; 0 where it does not say."""
    head = cleaned.decode("utf-8").partition(">")[0]
    found = dict(re.findall(r'(\w+)="([^"]*)"', head))
    box = found.get("viewBox", "").replace(",", " ").split()
    width, height = (_pixels(found.get(key, "")) for key in ("width", "height"))
    if not (width and height) and len(box) == 4:
        width, height = _pixels(box[2]), _pixels(box[3])
    return width, height


def _pixels(text: str) -> int:
    match = _LENGTH.fullmatch(text)
    return round(float(match[1])) if match else 0


def _refuse_doctype(*_: object) -> None:
    raise BadSvg("SVG-filen har en DOCTYPE eller egna entiteter. Spara den som ”vanlig SVG”.")


def _written(name: str) -> str:
    """The name an element is written with: a link is only a group, since it leads nowhere."""
    local = _local(name)
    return "g" if local == "a" else local


def _local(name: str) -> str:
    """The name of an element in SVG's namespace, or in none; else empty."""
    space, mark, local = name.rpartition("}")
    return local if not mark or space == _SVG else ""


def _kept(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in _unfolded(attributes).items():
        if len(value) > _LONGEST_VALUE:
            raise BadSvg("Teckningen är för invecklad. Förenkla den, eller spara den som PNG.")
        local = name.rpartition("}")[2]
        if local == "href" and _OWN_REFERENCE.fullmatch(value):
            yield "href", value
        elif name in _ATTRIBUTES and not _ADDRESS_IN_VALUE.search(value):
            yield name, value


def _unfolded(attributes: Mapping[str, str]) -> dict[str, str]:
    """Give what stands in ``style`` as attributes: drawing programs write colours there."""
    parts = (part.partition(":") for part in attributes.get("style", "").split(";"))
    styled = {name.strip(): value.strip() for name, _, value in parts if name.strip() in _LOOK}
    return {**attributes, **styled}
