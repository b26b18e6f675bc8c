"""Explorables in the built page: a frame, the stored state, some scripts.

A notebook stores an explorable as a widget, its state in the notebook's
metadata, and a static figure beside it. A page gets the figure within a frame
that also holds the state; a page that has one loads what it shares with others
and the script of its own, which puts the live object over the figure. Its
style sheet holds the book's style and that of its explorables: with three
sheets instead of one a phone paints the page a sixth of a second later.
All are classic scripts, since browsers refuse modules of pages opened as
files.
"""

import html
import json
import re
from functools import cache
from pathlib import Path

from docutils import nodes
from rcssmin import cssmin

from backprop.frontend import linking, styling

from .errors import BookError
from .scripts import light
from .stylesheet import stylesheet

HOST = Path(__file__).parent / "assets" / "explorables" / "host.mjs"
FOLDER = "explorables"
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"

_BESIDES = ("given", "museum")
"""What some front ends read that no control changes."""
_IMPORT = re.compile(r"^import[^;]*;\n", re.MULTILINE)
_FROM = re.compile(r'^import[^;]*from "\./([^"]+)";\n', re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:function|const|class) (\w+)", re.MULTILINE)


class ExplorableFrame(nodes.General, nodes.Element):
    """What holds an explorable, its state, and the still pictures."""


def frame(data, source, pictures):
    """Return the frame around the pictures of an explorable's output.

    Raises
    ------
    BookError
        If the notebook does not hold the widget's state, or holds another
        front end than the package has now.
    """
    notebook = json.loads(Path(source).read_text(encoding="utf-8"))
    output = notebook["cells"][data.cell_index]["outputs"][data.output_index]
    model_id = output["data"][VIEW]["model_id"]
    widgets = notebook["metadata"].get("widgets", {}).get(STATE, {})
    model = widgets.get("state", {}).get(model_id)
    module = data.output_metadata["image/svg+xml"]["explorable"]
    if model is None or model["state"]["_esm"] != linking.linked(module):
        raise BookError(
            f"{source}, cell {data.cell_index + 1}: the explorable {module} "
            "is not stored as the package has it now; execute the notebook "
            "again (make notebooks)"
        )
    state = model["state"]
    kept = ["initial", "bounds", *state["initial"]]
    kept += [key for key in _BESIDES if key in state]
    stored = {"id": model_id, "state": {key: state[key] for key in kept}}
    node = ExplorableFrame("", *pictures)
    node["module"], node["stored"] = module, stored
    return node


def visit_frame(self, node):
    """Open the frame; the state stands in it as data."""
    stored = json.dumps(node["stored"], ensure_ascii=False)
    module = html.escape(node["module"])
    self.body.append(
        f'<div class="explorable-frame" data-module="{module}">'
        '<script type="application/json">'
        + stored.replace("<", "\\u003c")
        + '</script><div class="still">'
    )


def depart_frame(self, node):
    """Close the frame."""
    self.body.append("</div></div>")


@cache
def _shared_modules():
    """Return the modules for all pages with explorables, and those for some.

    All pages need what the host imports, and what most explorables do. The
    front page has but one, of the simplest, and need not wait for the rest.
    """
    hosted = _FROM.findall(HOST.read_text(encoding="utf-8"))
    uses = [set(linking.order(f"{m}.mjs")) for m in linking.explorables()]
    for_all, for_some = [], []
    for file in linking.MODULES.joinpath("shared").iterdir():
        name = f"shared/{file.name}"
        users = sum(name in used for used in uses)
        most = 2 * users > len(uses) or name in hosted
        (for_all if most else for_some).append(name)
    for_all = _in_order(for_all)
    return for_all, [n for n in _in_order(for_some) if n not in for_all]


def _in_order(names):
    every = [other for name in sorted(names) for other in linking.order(name)]
    return list(dict.fromkeys(every))


@cache
def shared_script():
    """Return what most explorables share, and the host, as one script."""
    for_all, _ = _shared_modules()
    host = _IMPORT.sub("", HOST.read_text(encoding="utf-8"))
    names = _exported([*map(linking.source, for_all), host])
    bodies = [*map(linking.body, for_all), host.replace("export ", "")]
    return _script([*bodies, f"window.explorables = {{ {names} }};"])


@cache
def more_script():
    """Return what some explorables share besides."""
    _, for_some = _shared_modules()
    names = _exported(map(linking.source, for_some))
    return _script(
        [
            _taken(for_some),
            *map(linking.body, for_some),
            f"Object.assign(window.explorables, {{ {names} }});",
        ]
    )


@cache
def own_script(module):
    """Return what one explorable adds to what it shares."""
    parts = linking.order(f"{module}.mjs")
    own = [name for name in parts if not name.startswith("shared/")]
    bodies = "\n".join(map(linking.body, own))
    bodies = bodies.replace("export default", "const explorableModule =")
    mounted = f'mount("{module}", explorableModule);'
    return _script([_taken(own, "mount"), bodies, mounted])


def scripts(module):
    """Return the names of the scripts that an explorable needs, in order."""
    _, for_some = _shared_modules()
    needs_more = set(for_some) & set(linking.order(f"{module}.mjs"))
    return ["shared", *(["shared-more"] if needs_more else []), module]


def _exported(sources):
    return ", ".join(n for text in sources for n in _EXPORTED.findall(text))


def _taken(modules, *besides):
    """Return the line that takes what modules need from other scripts."""
    needed = set(besides)
    for name in modules:
        for origin, names in linking.imports(name).items():
            needed |= set(names) if origin not in modules else set()
    return f"const {{ {', '.join(sorted(needed))} }} = window.explorables;"


def shared_rules():
    """Return the style all explorables share, as pages get it."""
    return cssmin(styling.shared_rules())


def own_rules(module):
    """Return the style of one explorable, as pages get it."""
    return cssmin(styling.own_rules(module))


def _script(parts):
    text = light("\n".join(parts), "a live figure")
    return f'(() => {{\n"use strict";\n{text}\n}})();\n'


def write_scripts(app):
    """Write the scripts where pages will look for them."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = {"shared.js": shared_script(), "shared-more.js": more_script()}
    for module in linking.explorables():
        files[f"{module}.js"] = own_script(module)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def write_sheet(app, modules):
    """Write the style sheet of a page with explorables; return its name."""
    name = f"book-{'-'.join(modules)}.css"
    rules = map(own_rules, modules)
    text = "\n".join([stylesheet(), shared_rules(), *rules])
    (Path(app.outdir) / "_static" / name).write_text(text, encoding="utf-8")
    return name


def add_assets(app, pagename, templatename, context, doctree):
    """Have a page with explorables load them, each script once."""
    frames = doctree.findall(ExplorableFrame) if doctree else ()
    modules = list(dict.fromkeys(frame["module"] for frame in frames))
    if not modules:
        return
    sheets = context["css_files"]
    sheets[:] = [s for s in sheets if s.filename != "_static/book.css"]
    app.add_css_file(write_sheet(app, modules))
    needed = [name for module in modules for name in scripts(module)]
    for name in dict.fromkeys(needed):
        app.add_js_file(f"{FOLDER}/{name}.js", loading_method="defer")


def setup(app):
    """Register the frame and what pages load for it."""
    app.add_node(ExplorableFrame, html=(visit_frame, depart_frame))
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", add_assets, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
