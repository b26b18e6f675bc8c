"""A place in a list of tokens, and the questions a parser asks of it."""

from bookledger.errors import TexError
from bookledger.tokens import Token


class Cursor:
    """Walks through the tokens of one equation."""

    def __init__(self, tex, tokens):
        self.tex, self.tokens, self.position = tex, tokens, 0

    def peek(self, ahead=0):
        """Return the token at hand or one further on."""
        at = self.position + ahead
        if at < len(self.tokens):
            return self.tokens[at]
        return Token("end of equation", "", len(self.tex), len(self.tex))

    def sees(self, *texts):
        """Tell whether the token at hand is one of these signs."""
        token = self.peek()
        return token.kind in ("sign", "command") and token.text in texts

    def take(self):
        """Return the token at hand and move on."""
        token = self.peek()
        self.position += 1
        return token

    def accept(self, *texts):
        """Take the token at hand if it is one of these, else return None."""
        return self.take() if self.sees(*texts) else None

    def expect(self, text):
        """Take a token that has to be there."""
        if not self.sees(text):
            raise self.error(f"expected {text!r}")
        return self.take()

    def here(self):
        """Return where the token at hand starts."""
        return self.peek().start

    def since(self, start):
        """Return the span from `start` to the last token taken."""
        return (start, self.tokens[self.position - 1].end)

    def error(self, message):
        """Return an error that shows where the cursor is."""
        return TexError(message, self.tex, self.here())
