"""Signatures keep the comma and the bracket with the parameter before.

The defect: Sphinx writes the comma behind the parameter's element, and a
browser may end a line between the two, so that the next one begins with it.
Here each parameter, and what follows it, is one piece that does not break.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class KeepCommas(SphinxPostTransform):
    """Write the parameters of one page's signatures as pieces."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Exchange every list of parameters that has some."""
        signatures = self.document.findall(addnodes.desc_parameterlist)
        for parameters in list(signatures):
            # Of optional ones, in brackets of their own, Python has none.
            if parameters.children and all(
                isinstance(parameter, addnodes.desc_parameter)
                for parameter in parameters
            ):
                parameters.replace_self(list(_pieces(parameters)))


def _pieces(parameters):
    yield _bracket("(")
    *others, last = parameters
    for parameter in others:
        yield _piece(parameter, nodes.raw("", ",", format="html"))
        yield nodes.Text(" ")
    yield _piece(last, _bracket(")"))


def _piece(parameter, end):
    shown = nodes.emphasis("", "", *parameter.children, classes=["sig-param"])
    return nodes.inline("", "", shown, end, classes=["piece"])


def _bracket(sign):
    # Raw: a text in a signature is wrapped in another element, as code.
    text = nodes.raw("", sign, format="html")
    return nodes.inline("", "", text, classes=["sig-paren"])


def setup(app):
    """Register what keeps the commas."""
    app.add_post_transform(KeepCommas)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
