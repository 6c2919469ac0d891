"""The one road to paper: records of blocks in, accessible PDF out."""

from typeset.balance import balance
from typeset.blocks import (
    Block,
    BulletList,
    Columns,
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
    SmallPrint,
    StepCard,
    Table,
    Text,
    plain,
)
from typeset.errors import TypesetError
from typeset.pdf import render_pdf
from typeset.qr import qr_picture
from typeset.xhtml import Goal, Reader, from_tree

__all__ = [
    "Block",
    "BulletList",
    "Columns",
    "Cover",
    "Document",
    "Goal",
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
    "SmallPrint",
    "StepCard",
    "Table",
    "Text",
    "TypesetError",
    "balance",
    "from_tree",
    "plain",
    "qr_picture",
    "render_pdf",
]
