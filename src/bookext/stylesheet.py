"""The one style sheet of all pages: fonts, colours, then the book's style."""

from pathlib import Path

from rcssmin import cssmin

from . import fonts, palette_css, static_files

STYLE = Path(__file__).parent / "assets" / "book.css"


def stylesheet():
    """Return the whole style sheet, without comments and idle spaces."""
    style = STYLE.read_text(encoding="utf-8")
    return cssmin("\n".join([fonts.faces(), palette_css.properties(), style]))


def write_stylesheet(app):
    """Write it where Sphinx copies static files from."""
    static_files.write(app, "book.css", stylesheet())


def setup(app):
    """Write the style sheet at the start of every build."""
    app.connect("builder-inited", write_stylesheet)
    app.add_css_file("book.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
