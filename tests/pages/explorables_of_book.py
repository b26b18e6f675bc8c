"""Where the built book has explorables, and how a test drives one."""

import json
import re

from reader import begin_reading
from site_of_book import BOOK, pages

_FRAME = re.compile(
    r'<div class="explorable-frame" data-module="([\w-]+)">'
    r'<script type="application/json">(.*?)</script>'
)


def explorables():
    """Return (page, name) of every explorable, in reading order.

    The page at the root is a copy of the first of the others.
    """
    found = [page for page in pages() if page != "index.html"]
    return [(page, name) for page in found for name, _ in frames(page)]


def frames(page):
    """Return (name, stored state) of each frame on a page."""
    html = (BOOK / page).read_text(encoding="utf-8")
    return [
        (name, json.loads(stored)["state"])
        for name, stored in _FRAME.findall(html)
    ]


def selector(name):
    """Return what selects a mounted explorable."""
    return f'[data-explorable="{name}"][data-ready="true"]'


def mounted(tab, name):
    """Return the locator of an explorable once it has been mounted."""
    begin_reading(tab)
    found = tab.locator(selector(name))
    found.wait_for()
    return found


def controls(state):
    """Return a state as (control, value) pairs: ("x[0]", 1.0)."""
    pairs = []
    for key, value in state.items():
        rows = value if isinstance(value, list) else None
        if rows is None:
            pairs.append((key, value))
            continue
        for i, row in enumerate(rows):
            if isinstance(row, list):
                pairs += [(f"{key}[{i},{j}]", v) for j, v in enumerate(row)]
            else:
                pairs.append((f"{key}[{i}]", row))
    return pairs


# Sets native controls as a reader would, and reads what is shown.
DRIVE = """
(root, states) => {
  const put = (control, value) => {
    const found = [...root.querySelectorAll(`[data-control="${control}"]`)];
    const input = found.find(
      (i) => i.type !== "radio" || i.value === `${value}`);
    if (!input) throw new Error(`no control ${control} for ${value}`);
    if (input.type === "checkbox" || input.type === "radio") {
      if (input.checked !== (input.type === "radio" || value)) input.click();
      return;
    }
    input.value = String(value);
    if (input.tagName === "INPUT" && Number(input.value) !== Number(value)) {
      throw new Error(`${control} does not take ${value}`);
    }
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  return states.map((state) => {
    for (const [control, value] of state) put(control, value);
    const shown = root.querySelectorAll("[data-quantity][data-value]");
    return [...shown].map((e) => [e.dataset.quantity, e.dataset.value]);
  });
}
"""
