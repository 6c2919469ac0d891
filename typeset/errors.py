"""The one error this room raises."""


class TypesetError(ValueError):
    """The document cannot be set; the message says what is wrong, in English, for operators."""
