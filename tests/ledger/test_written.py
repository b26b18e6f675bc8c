"""What was parsed is written as TeX again, with numbers for indices."""

import re

import pytest

from bookledger import record
from bookledger.entries import ENTRIES
from bookledger.statements import parse
from bookledger.tex import CHAPTERS
from bookledger.written import as_tex, entry

FORMULA_OR_CODE = re.compile(r"\$[^$]+\$|`[^`]+`")
# A letter that is no article, an index, an operator, a sign.
SYMBOL = re.compile(r"(?<![\w'\u2019])[b-zB-Z](?!\w)|[_^=<>\\*]|-\d|[a-z]\[")


def tree(tex, functions=("f", "T")):
    """Return the tree of one side of a formula."""
    (chain,) = parse(f"{tex} = 0", set(functions))
    return chain.sides[0]


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        ("W^{(1)}_{dm}", "W^{(1)}_{1,2}"),
        (r"\frac{\partial L}{\partial x_d}", None),
        (r"\sum_j x_j w_d - 3 \cdot 2", r"\sum_j x_j w_1 - 3 \cdot 2"),
        (r"\hat y_d \odot \lambda \eta", r"\hat y_1 \odot \lambda \eta"),
        (r"\Delta L - a_{\text{new}}", r"\Delta L - a_{\text{new}}"),
        ("(a + b) c", None),
        (r"\frac{a + b}{2h}", r"\frac{a + b}{2 h}"),
        ("(a + b)^2 + v_d^3", "(a + b)^2 + v_1^3"),
        ("(W^{(1)})^2", "{W^{(1)}}^2"),
        (r"v^{\mathsf T} J v", r"v^{\mathsf T} J v"),
        (r"|w| + \sqrt{x}", r"|w| + \sqrt{x}"),
        (r"\log \hat y_d", r"\log(\hat y_1)"),
        (r"\operatorname{E}[x] + f(x + h)", r"\operatorname{E}(x) + f(x + h)"),
        ("f^{(2)}(x) T(h)", "f^{(2)}(x) T(h)"),
        (r"\lim_{h \to 0} (x + h)", r"\lim_{h \to 0} (x + h)"),
        ("u' v", None),
        ("(u v)'", None),
    ],
)
def test_a_tree_is_written_with_numbers_for_its_indices(tex, written):
    expected = written or tex.replace("_d", "_1")
    assert as_tex(tree(tex), {"d": 1, "m": 2}) == expected


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        ("X", "X_{0,1}"),
        (
            r"\frac{\partial L}{\partial X}",
            r"\frac{\partial L}{\partial X_{0,1}}",
        ),
        ("X + Y", "(X + Y)_{0,1}"),
    ],
)
def test_an_entry_of_an_array_has_its_place_for_indices(tex, written):
    assert entry(tree(tex), {}, (0, 1)) == written


def test_what_is_written_is_read_as_the_same_tree():
    for equation in record.read(CHAPTERS / record.FILE)["equations"]:
        worlds = ENTRIES[equation["id"]].worlds
        functions = {name for world in worlds for name in world.functions}
        for value in equation["sample"]["values"]:
            (tex,) = re.findall(r"\$(.*)\$", value["entry"])
            again = as_tex(tree(tex, functions), {})
            assert again == tex, equation["id"]


def test_formulas_and_code_in_the_records_texts_are_marked_as_such():
    stored = record.read(CHAPTERS / record.FILE)
    texts = [equation["statement"] for equation in stored["equations"]]
    texts += [
        value["entry"]
        for equation in stored["equations"]
        for value in equation["sample"]["values"]
    ]
    for result in stored["published"]:
        texts += [result["what"], result.get("misprint", "")]
    for text in texts:
        words = FORMULA_OR_CODE.sub("", text)
        assert not SYMBOL.search(words), text
