"""Scripts lose their comments, and keep every letter they say."""

import pytest

from bookext.errors import BookError
from bookext.scripts import light


def test_comments_go_and_what_is_said_stays():
    script = "// Why.\nconst said = `${n} found, ${more}.`;\n"
    assert light(script, "a.js") == "const said=`${n} found, ${more}.`;"


def test_a_template_within_another_is_refused():
    script = "said = `${n} found${more && `, taking ${more}`}.`;"
    with pytest.raises(BookError, match=r"search\.js: .*taking"):
        light(script, "search.js")
