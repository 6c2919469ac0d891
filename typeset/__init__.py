"""The one road to paper: records of blocks in, accessible PDF out."""

from typeset.blocks import (
    Block,
    BulletList,
    Cover,
    Document,
    Heading,
    Inline,
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
    StepCard,
    Table,
    Text,
    plain,
)
from typeset.errors import TypesetError
from typeset.pdf import render_pdf
from typeset.qr import qr_picture
from typeset.xhtml import Reader, from_tree

__all__ = [
    "Block",
    "BulletList",
    "Cover",
    "Document",
    "Heading",
    "Inline",
    "KeyValue",
    "Labelled",
    "Lead",
    "Link",
    "Note",
    "NumberedList",
    "PageBreak",
    "Paragraph",
    "Picture",
    "PictureForm",
    "Reader",
    "StepCard",
    "Table",
    "Text",
    "TypesetError",
    "from_tree",
    "plain",
    "qr_picture",
    "render_pdf",
]
