"""What a page is called where other pages speak of it."""


def page_title(env, page):
    """Return a page's title, after its number if it has one."""
    number = env.toc_secnumbers.get(page, {}).get("", ())
    title = env.titles[page].astext()
    return " · ".join([*map(str, number or ()), title])
