"""Formulas on one line of HTML."""

import pytest

from bookext.formula_line import html, plain

SPACE = "\u00a0"
HAT = '<math><mover accent="true"><mi>{}</mi>'
HAT += "<mo>\u02c6</mo></mover></math>"


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        # Italics, and what stands upright.
        ("x_{id}", "<i>x</i><sub><i>id</i></sub>"),
        (r"\Omega_1", "\u03a9<sub>1</sub>"),
        (r"s s^{\mathsf T}", f"<i>s</i>{SPACE}<i>s</i><sup>T</sup>"),
        (r"x \in \mathbb{R}^3", "<i>x</i> \u2208 \u211d<sup>3</sup>"),
        (r"\mathbf{e}", "e"),
        (r"a_{\text{new}}", "<i>a</i><sub>new</sub>"),
        # Accents and primes.
        (r"\hat y_{0,1}", "<i>\u0177</i><sub>0,1</sub>"),
        (r"\hat g \cdot \hat d", f"{HAT.format('g')} · {HAT.format('d')}"),
        ("u'v''", f"<i>u</i>\u2032{SPACE}<i>v</i>\u2033"),
        # Indices above stand before those below.
        ("W^{(1)}_{4,3}", "<i>W</i><sup>(1)</sup><sub>4,3</sub>"),
        ("2^{n+1}", "2<sup><i>n</i>+1</sup>"),
        # Signs, and operators between two.
        ("-0.5", "\u22120.5"),
        (r"-\log 2 = -0.69", f"\u2212log{SPACE}2 = \u22120.69"),
        (r"2 - (-3)", "2 \u2212 (\u22123)"),
        ("{} + 2", "+ 2"),
        (r"(1, \; 2)", "(1, 2)"),
        ("a<b", "<i>a</i> &lt; <i>b</i>"),
        (r"1.2 \times 10^{-7}", "1.2 × 10<sup>\u22127</sup>"),
        (r"1, 1, \dots", "1, 1, \u2026"),
        # Factors.
        (r"2x \cdot 3", "2<i>x</i> · 3"),
        ("G(XW + b)", f"<i>G</i>(<i>X</i>{SPACE}<i>W</i> + <i>b</i>)"),
        (r"0.1\,i", f"0.1{SPACE}<i>i</i>"),
        (r"\partial z", "\u2202<i>z</i>"),
        (
            r"y \log x",
            f"<i>y</i>{SPACE}log{SPACE}<i>x</i>",
        ),
        (r"\exp(x) y", f"exp(<i>x</i>){SPACE}<i>y</i>"),
        (
            r"\sum_j x_j",
            f"\u2211<sub><i>j</i></sub>{SPACE}<i>x</i><sub><i>j</i></sub>",
        ),
        (r"\tfrac12 |x| y", f"1/2{SPACE}|<i>x</i>|{SPACE}<i>y</i>"),
        (r"\|d\|^2", "\u2016<i>d</i>\u2016<sup>2</sup>"),
        # Matrices and roots.
        (
            r"\begin{bmatrix} 1 & 0.2 \\ -0.3 & 0 \end{bmatrix}",
            f"[1{SPACE}0.2{SPACE}\u22120.3{SPACE}0]",
        ),
        (r"\sqrt{15}", "\u221a15"),
        (r"\sqrt{a + 1}", "\u221a(<i>a</i> + 1)"),
        (r"\underbrace{a}_{\text{so}}", "<i>a</i>"),
    ],
)
def test_a_formula_is_written_on_a_line(tex, line):
    assert html(tex) == line


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\frac{\partial L}{\partial W_{1,2}}", "∂L/∂W1,2"),
        (r"\frac{\partial (x w)}{\partial x}", "∂(x w)/∂x"),
        (r"\frac{u + h}{u}", "(u + h)/u"),
        (r"\frac{f(x + h) - f(x)}{2h}", "(f(x + h) \u2212 f(x))/(2h)"),
        (r"\frac{\exp(a + b) x}{3}", "exp(a + b) x/3"),
        (r"\frac{1}{\exp(a) b}", "1/(exp(a) b)"),
        (r"\frac{1}{(a)(b)}", "1/((a)(b))"),
        (r"\frac{\log u}{v}", "(log u)/v"),
        (r"\frac{|N s - s|}{\max(a, b)}", "|N s \u2212 s|/max(a, b)"),
        (r"\frac{-1}{2} x", "\u22121/2 x"),
        (r"\frac{1}{\frac{a}{b}}", "1/(a/b)"),
        (r"\left(\frac12\right)^2 x", "(1/2)2 x"),
    ],
)
def test_a_fraction_has_the_brackets_it_needs(tex, line):
    assert plain(html(tex)).replace(SPACE, " ") == line


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"x = {\boxed{-1}}", "<i>x</i> = <b>\u22121</b>"),
        (r"\frac1{\boxed{2}}", "1/<b>2</b>"),
        (r"e^{\boxed{12}}", "<i>e</i><sup><b>12</b></sup>"),
        (r"{\boxed{10^{-5}}}", "<b>10<sup>\u22125</sup></b>"),
        (r"2 - {\boxed{3}} + 1", "2 \u2212 <b>3</b> + 1"),
    ],
)
def test_what_is_boxed_is_bold(tex, line):
    assert html(tex) == line
