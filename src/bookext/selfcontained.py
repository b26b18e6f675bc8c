"""The built book owes nothing to anyone.

After a build this module removes the theme's files that no page loads
(5 MB of scripts, their maps and translations) and pictures of earlier
builds, and reads every page, style
sheet and script that is left: an address of another origin in any of them
fails the build. Links that a reader follows are free.
"""

from pathlib import Path
from urllib.parse import unquote

from . import addresses, markup
from .errors import BookError
from .memo import Memo


def loaded_files(outdir, memo):
    """Return every file that pages and style sheets load.

    Parameters
    ----------
    outdir : Path
        The folder of the built book.
    memo : Memo
        Keeps the addresses that a text holds.

    Raises
    ------
    BookError
        When one of them lies with another origin, naming both.
    """
    static = outdir / "_static"
    pages = (p for p in outdir.rglob("*.html") if static not in p.parents)
    loaded, waiting = set(), sorted(pages)
    while waiting:
        file = waiting.pop()
        read = addresses.READERS.get(file.suffix)
        if read is None or not file.is_file():
            continue
        for address in _addresses(file, read, memo):
            if addresses.is_foreign(address):
                raise BookError(
                    f"{file.relative_to(outdir)} loads {address} from "
                    "another origin"
                )
            local = unquote(address.split("?")[0].split("#")[0])
            if not local or ":" in local:
                continue
            target = (file.parent / local).resolve()
            if target not in loaded:
                loaded.add(target)
                if target.suffix != ".html":
                    waiting.append(target)
    return loaded


def _addresses(file, read, memo):
    content = file.read_bytes()
    named = file.suffix.encode() + content
    return memo(named, lambda: read(content.decode()))


def remove_unused(folder, loaded):
    """Delete what nothing loads in a folder, and folders that are empty."""
    for file in [*sorted(folder.rglob("*"), reverse=True), folder]:
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.resolve() not in loaded and not _is_licence(file):
            file.unlink(missing_ok=True)


def _is_licence(file):
    return file.name.upper().startswith("LICENSE")


def tidy(app, exception):
    """Check the finished book and remove what it does not load."""
    if exception or app.builder.format != "html":
        return
    outdir = Path(app.outdir).resolve()
    code = (Path(addresses.__file__), Path(markup.__file__))
    memo = Memo(Path(app.doctreedir) / "addresses.memo", code)
    loaded = loaded_files(outdir, memo)
    memo.save()
    downloads = outdir / "_downloads"
    offered = {downloads / name for _, name in app.env.dlfiles.values()}
    for folder in ("_static", "_images", "_downloads"):
        remove_unused(outdir / folder, loaded | offered)


def setup(app):
    """Connect the check to the end of the build."""
    app.connect("build-finished", tidy, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
