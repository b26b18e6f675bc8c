"""One line of the ledger: an equation's label and what it is tested with."""

from dataclasses import dataclass

KINDS = ("definition", "result")


@dataclass(frozen=True)
class Entry:
    r"""What is needed to test one displayed equation.

    Parameters
    ----------
    label : str
        The equation's label, ``eq-…``.
    kind : {"definition", "result"}
    statement : str
        What is tested, and how: one sentence of Markdown, with formulas
        between dollars and code between backticks.
    worlds : World or tuple of World
        What the letters stand for; with several, it must hold in all.
    where : str, optional
        TeX of a condition on the free indices, such as ``j \ne k``.
    """

    label: str
    kind: str
    statement: str
    worlds: tuple
    where: str | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(
                f"{self.label}: expected kind to be one of {KINDS}, "
                f"got {self.kind!r}"
            )
        if not isinstance(self.worlds, tuple):
            object.__setattr__(self, "worlds", (self.worlds,))


def definition(label, statement, *worlds, where=None):
    """Return the entry of an equation that says what a letter means."""
    return Entry(label, "definition", statement, worlds, where)


def result(label, statement, *worlds, where=None):
    """Return the entry of an equation that claims something."""
    return Entry(label, "result", statement, worlds, where)
