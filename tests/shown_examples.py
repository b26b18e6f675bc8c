"""Code that is awkward to show, for test_source.py."""

# A formatter would take the awkwardness away.
# fmt: off

import functools


class Nested:
    """The docstrings of inner functions come before later methods."""

    # A comment of the class.
    size = 3

    def first(self):
        """Go."""

        def inner():
            """Go too,
            over several lines.
            """
            return 1  # kept

        class Inner:
            """Go three."""

            def deep(self):
                """Go four."""
                return 2

        return inner, Inner

    def second(self):
        """Go five."""
        # Kept as well.
        return "second"

    def at_the_margin(self):
        """Show lines that stand
further left than the code.
"""
        return """
left
"""


class OnlyADocstring(ValueError):
    """An error that needs no code."""


@functools.cache
def decorated(x):
    """Go."""
    "not a docstring"
    return x


async def wait():
    """Go."""

    async def longer():
        """Only this."""

    return await longer()


def short(): "stays, since def goes with it"


def crowded(x):
    "stays"; return x  # noqa: E702


TABLE = {
    "half": lambda x: x / 2,
}
