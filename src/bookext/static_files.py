"""Files made for the pages, put where Sphinx copies its static files from."""

from pathlib import Path


def write(app, name, text):
    """Have a file that was made during this build copied into ``_static``."""
    folder = Path(app.doctreedir) / "static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    if str(folder) not in app.config.html_static_path:
        app.config.html_static_path.append(str(folder))
