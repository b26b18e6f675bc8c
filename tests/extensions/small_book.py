"""A book of one page, built by Sphinx with some of our extensions."""

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout

import nbformat
from sphinx.cmd.build import build_main

CONF = """\
extensions = ["myst_nb", {extensions}]
html_math_renderer = "mathml"
html_theme = "basic"
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
numfig = math_numfig = True
"""


def build(folder, name, content, *extensions):
    """Write one page, build it, and return (exit code, output, HTML)."""
    names = ", ".join(f'"bookext.{e}"' for e in ("mathml", *extensions))
    (folder / "conf.py").write_text(CONF.format(extensions=names))
    (folder / name).write_text(content, encoding="utf-8")
    log = io.StringIO()
    with (
        redirect_stdout(log),
        redirect_stderr(log),
        warnings.catch_warnings(action="ignore"),
    ):
        code = build_main(["-W", "-n", str(folder), str(folder / "_out")])
    page = folder / "_out" / "index.html"
    html = page.read_text(encoding="utf-8") if page.exists() else ""
    return code, log.getvalue(), html


def notebook(outputs, tags=()):
    """Return a notebook, as text, whose one cell has these outputs."""
    v4 = nbformat.v4
    code = v4.new_code_cell("show(ax)", execution_count=1, outputs=outputs)
    code.metadata["tags"] = list(tags)
    book = v4.new_notebook(cells=[v4.new_markdown_cell("# Page"), code])
    book.metadata["language_info"] = {
        "name": "python",
        "pygments_lexer": "python",
    }
    return nbformat.writes(book)
