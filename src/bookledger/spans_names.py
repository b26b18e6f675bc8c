"""Which names there are: in a piece of Python, the package, NumPy."""

import ast
import builtins
import importlib
import pkgutil
from functools import cache
from pathlib import Path

import numpy as np

import backprop

_METHODS = (ast.FunctionDef, ast.ClassDef)
_MODULES = {
    "np": "numpy",
    "numpy": "numpy",
    "nnfs": "nnfs",
    "backprop": "backprop",
} | {
    name: f"backprop.{name}"
    for name in ("exercises", "plotting", "reference", "training", "published")
}


def resolve(node):
    """Return the module or class that a name or a dotted name stands for."""
    if isinstance(node, ast.Attribute):
        owner = resolve(node.value)
        return getattr(owner, node.attr, None) if owner else None
    if not isinstance(node, ast.Name):
        return None
    if node.id in _MODULES:
        return importlib.import_module(_MODULES[node.id])
    return getattr(backprop, node.id, None)


def has(owner, name):
    """Tell whether an object, or an instance of a class, has an attribute."""
    if hasattr(owner, name):
        return True
    return isinstance(owner, type) and name in _instances(owner)


@cache
def _instances(owner):
    """Return the attributes that a class of the package gives its objects."""
    module = importlib.import_module(owner.__module__)
    source = Path(module.__file__).read_text(encoding="utf-8")
    return identifiers(source)


def identifiers(source):
    """Return the names that a piece of Python makes.

    Variables, functions, classes, arguments, what is imported, attributes
    of ``self``, and the texts that serve as keys.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.alias(name=name, asname=short):
                found.add(short or name.partition(".")[0])
            case ast.Attribute(attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.keyword(arg=str(name)):
                found.add(name)
            case ast.Constant(value=str(name)) if name.isidentifier():
                found.add(name)
    return frozenset(found)


def asked_for(source):
    """Return what a piece of Python asks objects for: the names after dots."""
    tree = ast.walk(ast.parse(source))
    return frozenset(n.attr for n in tree if isinstance(n, ast.Attribute))


def of_objects(source):
    """Return what the classes of a piece of Python give their objects.

    Methods, fields, and what is stored on ``self``.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.ClassDef(body=body):
                found |= {n.name for n in body if isinstance(n, _METHODS)}
                fields = [n for n in body if isinstance(n, ast.AnnAssign)]
                found |= {n.target.id for n in fields}
    return frozenset(found)


@cache
def in_package():
    """Return every name that the package defines, anywhere."""
    return frozenset(_MODULES).union(*map(identifiers, _sources()))


@cache
def in_classes():
    """Return what the package's classes give their objects."""
    return frozenset().union(*map(of_objects, _sources()))


def _sources():
    modules = pkgutil.walk_packages(backprop.__path__, "backprop.")
    files = [Path(m.module_finder.path, _file(m)) for m in modules]
    return [file.read_text(encoding="utf-8") for file in files]


def _file(module):
    name = module.name.rpartition(".")[2]
    return f"{name}/__init__.py" if module.ispkg else f"{name}.py"


@cache
def methods():
    """Return what arrays, lists, texts and generators can be asked for."""
    owners = (np.ndarray, np.random.Generator, list, str, dict, float)
    return frozenset(name for owner in owners for name in dir(owner))


@cache
def anywhere():
    """Return the names of Python and NumPy, which need no ``np.`` in text."""
    return methods() | {*dir(builtins), *np.__all__}
