"""What the files of the book weigh on the wire."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from reader import ALL_LAID_OUT
from site_of_book import BOOK, PREFIX

WEIGHTS = pytest.StashKey()
PACKED = {".html", ".css", ".js", ".svg"}


# As Lighthouse looks at a page, which make audit asks.
SCREENS = (
    {"viewport": {"width": 1350, "height": 940}},
    {
        "viewport": {"width": 412, "height": 823},
        "device_scale_factor": 1.75,
        "is_mobile": True,
        "has_touch": True,
    },
)


# A font is asked for in the frame in which its letters are laid out.
_FONTS = """
async () => {
  for (let frames = 0; frames < 3; frames += 1) {
    await new Promise(requestAnimationFrame);
    await document.fonts.ready;
  }
}
"""


def transferred(browser, address, screen):
    """Return how many bytes come over the wire for each thing asked for.

    The fonts of text far from the window are asked for when it comes near:
    all of it is laid out, which is the most that a page may ask for.
    """
    context = browser.new_context(**screen)
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    sizes = {}

    def note(event):
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.loadingFinished", note)
    tab.goto(address)
    tab.add_style_tag(content=ALL_LAID_OUT)
    tab.evaluate(_FONTS)
    tab.wait_for_load_state("networkidle")
    context.close()
    return list(sizes.values())


def kilobytes(url):
    """Return the weight of one file, compressed as a web server would."""
    path = unquote(urlsplit(url).path).removeprefix(PREFIX)
    data = (BOOK / path).read_bytes()
    packed = (BOOK / path).suffix in PACKED
    return len(gzip.compress(data, 6) if packed else data) / 1024
