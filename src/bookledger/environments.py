"""Cases and matrices."""

from bookledger import tree
from bookledger.cursor import Cursor


class Environments(Cursor):
    r"""What stands between ``\begin`` and ``\end``."""

    def cases(self):
        start = self.take().start
        rows = []
        while self.peek().kind != "end":
            value = self.expression()
            self.accept("&")
            word = self.take()
            known = word.kind == "text" and word.text in ("if", "otherwise")
            if not known:
                raise self.error("expected \\text{if} or \\text{otherwise}")
            condition = self.chain() if word.text == "if" else None
            rows.append((value, condition))
            if self.peek().kind == "row":
                self.take()
        self.take()
        return tree.Cases(tuple(rows), span=self.since(start))

    def matrix(self):
        start = self.take().start
        rows = [[self.expression()]]
        while self.peek().kind != "end":
            if self.accept("&"):
                rows[-1].append(self.expression())
            elif self.peek().kind == "row":
                self.take()
                rows.append([self.expression()])
            else:
                raise self.error("expected the end of a matrix")
        self.take()
        rows = tuple(tuple(row) for row in rows)
        return tree.Matrix(rows, span=self.since(start))

    def environment(self):
        return self.cases() if self.peek().text == "cases" else self.matrix()
