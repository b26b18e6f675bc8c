"""Tables that are too wide for a phone are marked, and no others."""

from bookext.tables import is_wide, stack

ROWS = (
    '<table class="table"><thead><tr><th><p>name</p></th><th></th>'
    "<th><p>in &amp; out</p></th></tr></thead><tbody><tr><td><p>one</p></td>"
    "<td><p>two</p></td><td><p>{last}</p></td></tr></tbody></table>"
)


def test_a_wide_table_gets_the_headings_of_its_cells():
    page = stack(ROWS.format(last="word " * 20), "page")
    assert '<table class="table stacked">' in page
    assert '<td data-heading="name"><p>one</p></td>' in page
    assert "<td><p>two</p></td>" in page
    assert '<td data-heading="in &amp; out"><p>word' in page
    assert "<th><p>name</p></th>" in page


def test_a_narrow_table_stays_as_it_is():
    page = ROWS.format(last="three")
    assert stack(page, "page") == page


def test_an_empty_cell_gets_no_heading():
    page = stack(ROWS.format(last="w" * 40), "page")
    assert stack(page.replace("two", ""), "page").count("data-heading") == 2


def test_two_columns_of_long_sentences_fit_but_long_names_do_not():
    assert not is_wide([["word " * 20, "word " * 20]])
    assert is_wide([["n" * 20, "m" * 20]])


def test_three_columns_of_sentences_are_too_many():
    assert is_wide([["one", "word " * 10, "word " * 10]])
