"""One module out of several, since a notebook stores each widget as one text.

The explorables are plain ES modules. ``linked`` puts the modules that one of
them imports before it and takes the import and export words away; names at
the top of modules are therefore unique among all of them.
"""

import functools
import re
from importlib.resources import files

MODULES = files("backprop.frontend") / "modules"
_IMPORT = re.compile(
    r'^import\s*\{([^}]*)\}\s*from\s*"\./([^"]+)";\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def imports(name):
    """Return what a module imports, by the module it comes from.

    Parameters
    ----------
    name : str
        A file name below ``modules``, such as ``"shared/shell.mjs"``.

    Returns
    -------
    dict of str to list of str
    """
    folder = name.rpartition("/")[0]
    return {
        f"{folder}/{module}" if folder else module: _names(names)
        for names, module in _IMPORT.findall(source(name))
    }


def _names(listed):
    return [name.strip() for name in listed.split(",") if name.strip()]


def order(name):
    """Return a module's name after those of all modules it needs.

    Parameters
    ----------
    name : str

    Returns
    -------
    list of str
        Each once, none before what it imports.
    """
    found = []
    for needed in imports(name):
        found += [other for other in order(needed) if other not in found]
    return [*found, name]


def explorables():
    """Return the names of all explorables."""
    modules = [file.name for file in MODULES.iterdir()]
    return sorted(
        name.removesuffix(".mjs")
        for name in modules
        if name.endswith(".mjs") and "export default" in source(name)
    )


@functools.cache
def linked(name):
    """Return one explorable with all it needs as a single ES module.

    Parameters
    ----------
    name : str
        The explorable, such as ``"neuron"``.

    Returns
    -------
    str
    """
    return "\n".join(body(part) for part in order(f"{name}.mjs"))


def body(name):
    """Return a module without its imports and without the word export."""
    return _EXPORT.sub("", _IMPORT.sub("", source(name))).lstrip("\n")


@functools.cache
def source(name):
    """Return a module as it stands in its file."""
    return MODULES.joinpath(name).read_text(encoding="utf-8")
