"""No script, picture or answer of anyone else gets into a page."""

import re
from html import unescape

import pytest
from reader import begin_reading
from site_of_book import BOOK, numbered, pages

HEAD = re.compile(
    r'<head>\s*<meta charset="utf-8" />\s*'
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
CHAPTER = "chapters/03-relu.html"
FOREIGN = "https://foreign.example"


def policy(page):
    """Return a page's policy: directive -> sources."""
    html = (BOOK / page).read_text(encoding="utf-8")
    directives = unescape(HEAD.search(html)[1]).split("; ")
    return {name: rest for name, *rest in map(str.split, directives)}


@pytest.mark.parametrize("page", pages())
def test_a_page_allows_the_books_own_scripts_alone(page):
    allowed = policy(page)
    assert allowed["default-src"] == ["'none'"]
    own, *inline = allowed.pop("script-src")
    assert own == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/=]{44}'", s) for s in inline)
    assert allowed.pop("style-src") == ["'self'", "'unsafe-inline'"]
    rest = {source for sources in allowed.values() for source in sources}
    assert rest == {"'none'", "'self'"}


# Each is done by a timer, as a page does it: what a test evaluates itself is
# not held to the page's policy.
PLANTED = """
(foreign) => new Promise((done) => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
  const plant = (name, settings) => {
    const made = document.createElement(name);
    document.body.append(Object.assign(made, settings));
    return made;
  };
  setTimeout(() => {
    plant("script", { textContent: "window.planted = 'inline'" });
    plant("button", {}).setAttribute("onclick", "window.planted = 'click'");
    document.body.lastChild.click();
    plant("a", { href: "javascript:window.planted='link'" }).click();
    try { eval("window.planted = 'eval'"); } catch {}
    try { setTimeout("window.planted = 'timer'"); } catch {}
    plant("script", { src: `${foreign}/script.js` });
    plant("img", { src: `${foreign}/picture.png` });
    plant("iframe", { src: `${foreign}/frame.html` });
    plant("base", { href: foreign });
    fetch(`${foreign}/words`).catch(() => {});
    plant("form", { action: `${foreign}/form`, method: "post" }).submit();
  });
  setTimeout(() => done({ refused, planted: window.planted ?? null }), 1000);
})
"""


def test_what_is_planted_does_not_run_and_asks_nobody(chromium, base):
    context = chromium.new_context()
    asked = []
    context.route(f"{FOREIGN}/**", lambda route: asked.append(route.abort()))
    tab = context.new_page()
    tab.goto(base + CHAPTER)
    seen = tab.evaluate(PLANTED, FOREIGN)
    address = tab.url
    context.close()
    assert seen["planted"] is None
    assert asked == []
    assert address == base + CHAPTER
    refused = sorted(re.sub(r"\.example.*", "", r) for r in seen["refused"])
    assert refused == sorted(
        [
            "script-src-elem inline",
            "script-src-attr inline",
            "script-src-elem inline",
            "script-src eval",
            "script-src eval",
            "script-src-elem https://foreign",
            "img-src https://foreign",
            "frame-src https://foreign",
            "base-uri https://foreign",
            "connect-src https://foreign",
            "form-action https://foreign",
        ]
    )


# Everything that can be pressed, turned or typed into, in one go.
USE_ALL = """
() => {
  const every = (selector) => [...document.querySelectorAll(selector)];
  const used = every("button, summary, input, select");
  for (const field of every("input[type=range], input[type=number]")) {
    for (const value of [field.max, field.min]) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  for (const list of every("select")) {
    list.selectedIndex = list.options.length - 1;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const pressed = "input[type=radio], input[type=checkbox], summary, button";
  for (const control of every(pressed)) control.click();
  return used.length;
}
"""


# A tab fails its test when a page in it breaks its policy.
@pytest.mark.parametrize("document", numbered())
def test_every_control_of_a_page_keeps_to_its_policy(tab, addresses, document):
    tab.goto(f"{addresses['http']}{document}.html")
    begin_reading(tab)
    tab.wait_for_function(
        """() => [...document.querySelectorAll(".explorable-frame")].every(
          (frame) => frame.querySelector("[data-ready='true']"))"""
    )
    assert tab.evaluate(USE_ALL) > 5
    tab.wait_for_timeout(200)


def ask_for_a_foreign_picture(watched, address):
    """Have a page break its policy."""
    with watched as tab:
        tab.goto(address)
        tab.evaluate("f => { new Image().src = `${f}/x.png`; }", FOREIGN)
        tab.wait_for_timeout(200)


def test_a_tab_hears_of_a_broken_policy(chromium, addresses, watched_tab):
    # Otherwise the test above, and every other with a tab, would prove less.
    page = addresses["http"] + "chapters/glossary.html"
    with pytest.raises(AssertionError, match="img-src: https://foreign"):
        ask_for_a_foreign_picture(watched_tab(chromium), page)
