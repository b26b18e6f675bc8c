"""What can be wrong with an equation."""


class LedgerError(Exception):
    """An equation cannot be found, read or interpreted, or it is false."""


# What reading or evaluating nonsense may raise.
UNREADABLE = (LedgerError, ArithmeticError, LookupError, TypeError, ValueError)


class TexError(LedgerError):
    """The TeX is outside the notation that the grammar knows."""

    def __init__(self, message, tex, position):
        near = tex[max(0, position - 20) : position + 20]
        super().__init__(f"{message} near {near!r}")
