"""A book of one page, built by Sphinx with some of our extensions."""

import subprocess
import sys

import nbformat

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
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-n", ".", "_out"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    page = folder / "_out" / "index.html"
    html = page.read_text(encoding="utf-8") if page.exists() else ""
    return done.returncode, done.stdout + done.stderr, html


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
