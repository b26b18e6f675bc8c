"""What a reader does: begins, which lays out a page, and swipes."""

from itertools import cycle

MOST_MOVES = 400
# The same without a reader, as a style.
ALL_LAID_OUT = "section, .waits { content-visibility: visible !important; }"


def begin_reading(tab):
    """Move the mouse, and wait for what the page does then.

    Until its reader does something, a page on a phone leaves the sections and
    the explorables that are far from the window as they are. Browsers let no
    input through before a page is painted: the mouse moves until it is heard.
    """
    tab.wait_for_load_state("load")
    done = tab.locator("html[data-laid-out]")
    for _, place in zip(range(MOST_MOVES), cycle((3, 5)), strict=False):
        if done.count():
            return
        tab.mouse.move(place, place)
        tab.wait_for_timeout(50)
    raise AssertionError(f"{tab.url} was not laid out to its end")


def swipe(phone, x, y, up):
    """Put a finger down, move it up the screen, and take it away."""
    touch = phone.context.new_cdp_session(phone)

    def send(kind, *points):
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": p} for p in points]},
        )

    send("touchStart", y)
    for part in range(1, 11):
        send("touchMove", y - up * part / 10)
        phone.wait_for_timeout(16)
    send("touchEnd")
