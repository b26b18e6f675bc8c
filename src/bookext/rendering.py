"""A place to change a page between its templates and its file.

Sphinx has no event for it. The theme also renders fragments, of buttons for
instance, with the same templates; they are left alone.
"""


def after_rendering(app, change):
    """Have ``change(html, pagename)`` make every page that is written."""
    if app.builder.format != "html":
        return
    templates = app.builder.templates
    render = templates.render

    def render_and_change(template, context):
        html = render(template, context)
        if "</html>" in html:
            html = change(html, context["pagename"])
        return html

    templates.render = render_and_change
