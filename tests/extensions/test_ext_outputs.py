"""A notebook cannot bring HTML or scripts into a page by its outputs."""

import nbformat
import pytest
from small_book import build, notebook

from bookext.outputs import problem

SCRIPT = "<script>document.title = 'taken'</script>"
FIGURE = "image/svg+xml"
WIDGET = "application/vnd.jupyter.widget-view+json"


def output(data, metadata=()):
    """Return a stored output."""
    return nbformat.v4.new_output(
        "display_data", data, metadata=dict(metadata)
    )


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"text/html": SCRIPT, "text/plain": "x"}, "text/html"),
        ({"application/javascript": "alert(1)"}, "application/javascript"),
        ({"text/markdown": f"Words. {SCRIPT}"}, "HTML in its Markdown"),
        ({"text/markdown": "<b onclick='x()'>x</b>"}, "HTML in its Markdown"),
        ({"text/markdown": "```{raw} html\n<b>\n```"}, "a directive"),
        ({WIDGET: {"model_id": "x"}}, "no explorable"),
    ],
)
def test_the_build_stops_and_names_notebook_and_cell(tmp_path, data, named):
    planted = notebook([output({"text/plain": "1"}), output(data)])
    code, log, html = build(tmp_path, "index.ipynb", planted, "outputs")
    assert code != 0
    assert "index.ipynb, cell 2: an output" in log
    assert named in log
    assert html == ""


def test_without_the_check_the_script_would_be_in_the_page(tmp_path):
    # Otherwise the test above would prove nothing.
    planted = notebook([output({"text/html": SCRIPT})])
    assert SCRIPT in build(tmp_path, "index.ipynb", planted)[2]


def test_text_code_and_streams_are_shown(tmp_path):
    stream = nbformat.v4.new_output("stream", text=SCRIPT)
    code = output({"text/markdown": f"```python\n{SCRIPT}\n```"})
    plain = output({"text/plain": SCRIPT})
    planted = notebook([stream, code, plain])
    failed, log, html = build(tmp_path, "index.ipynb", planted, "outputs")
    assert failed == 0, log
    assert "taken" in html
    assert SCRIPT not in html


def test_an_explorable_may_stand_beside_its_figure():
    shown = {FIGURE: {"explorable": "relu"}}
    data = {WIDGET: {"model_id": "x"}, FIGURE: "<svg/>"}
    assert problem(output(data, shown)) == ""
