"""Deciding whether an exact number is zero, and how large it is if not."""

import sympy

DIGITS = 50


def size_of(number):
    """Return the size of a number: 0.0 only if it is zero.

    Logarithms of rational numbers are written with logarithms of primes,
    which have no linear relation; what is then left after multiplying out
    is zero only if it says so. Anything else is evaluated to 50 digits, and
    the result may be as large as the last of them.
    """
    number = sympy.sympify(number)
    if number.is_Rational:
        return float(abs(number))
    number = sympy.expand(number.replace(_is_log, _log_of_primes))
    if number == 0:
        return 0.0
    value = abs(sympy.N(number, DIGITS, chop=False))
    if not value.is_Float and value != 0:
        raise ValueError(f"{number} is no number")
    return float(value)


def _is_log(node):
    return isinstance(node, sympy.log) and node.args[0].is_Rational


def _log_of_primes(logarithm):
    number = logarithm.args[0]
    factors = sympy.factorrat(number)
    return sum(power * sympy.log(prime) for prime, power in factors.items())
