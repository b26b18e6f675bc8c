"""Products and sums of numbers and arrays, as the book writes them."""

import numpy as np

from bookledger.errors import LedgerError


def times(sign, left, right):
    r"""Multiply: side by side, or with one of the signs for it.

    Numbers multiply anything. Side by side, arrays make a matrix product;
    with ``\cdot`` two rows make a dot product; with ``\odot`` arrays of one
    shape are multiplied entry by entry.
    """
    shapes = np.shape(left), np.shape(right)
    if sign == "/":
        return over(left, right)
    if () in shapes and sign != "odot":
        return left * right
    ranks = [len(shape) for shape in shapes]
    if sign == "odot" and shapes[0] == shapes[1]:
        return left * right
    if sign == "cdot" and ranks == [1, 1] and shapes[0] == shapes[1]:
        return (left * right).sum()
    fits = ranks in ([2, 2], [1, 2], [2, 1]) and shapes[0][-1] == shapes[1][0]
    if sign == "" and fits:
        return left @ right
    raise LedgerError(f"no product ({sign or 'side by side'}) of {shapes}")


def plus(left, right):
    """Add; a number, or one row, is added to every row."""
    shapes = np.shape(left), np.shape(right)
    short, long = sorted(shapes, key=len)
    if shapes[0] == shapes[1] or short in ((), long[1:]):
        return left + right
    if len(short) == 2 and short[0] == 1 and short[1:] == long[1:]:
        return left + right
    raise LedgerError(f"no sum of {shapes}")


def over(top, bottom):
    """Divide by a number."""
    if np.shape(bottom) != ():
        raise LedgerError("only a number can stand below a fraction bar")
    return top / bottom


def power(base, exponent):
    """Raise a number to a power."""
    if np.shape(base) != () or np.shape(exponent) != ():
        raise LedgerError("only numbers have powers")
    return base**exponent


def transposed(matrix):
    """Turn a matrix over."""
    if len(np.shape(matrix)) != 2:
        raise LedgerError("only a matrix can be transposed")
    return matrix.T


def number(value):
    """Return the number in an array that has no more than one."""
    if np.shape(value) and np.prod(np.shape(value)) == 1:
        return value.reshape(-1)[0]
    return value
