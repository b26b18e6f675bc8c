"""Tables that are too wide for a phone are marked, and no others."""

from bookext.tables import is_wide, main, stack

ROWS = (
    '<table class="table"><thead><tr><th><p>name</p></th><th></th>'
    "<th><p>in &amp; out</p></th></tr></thead><tbody><tr><td><p>one</p></td>"
    "<td><p>two</p></td><td><p>{last}</p></td></tr></tbody></table>"
)


def test_a_wide_table_gets_the_headings_of_its_cells():
    page = stack(ROWS.format(last="word " * 20), "page")
    assert '<table class="table stacked">' in page
    assert '<td class="short" data-heading="name"><p>one</p></td>' in page
    assert '<td class="short"><p>two</p></td>' in page
    assert '<td class="main" data-heading="in &amp; out"><p>word' in page
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


def test_few_words_stay_on_one_line_and_code_may_break():
    page = stack(ROWS.format(last="word " * 20), "page")
    assert page.count('class="short"') == 2
    code = ROWS.replace("one", "<code>one</code>").format(last="word " * 20)
    assert stack(code, "page").count('class="short"') == 1


def test_a_column_of_numbers_says_what_it_counts():
    rows = ROWS.replace("<p>one</p>", "<p>{first}</p>")
    numbers = stack(rows.format(first=60, last="word " * 20), "page")
    assert '<td class="counted short" data-heading="name"><p>60' in numbers
    words = stack(rows.format(first="six", last="word " * 20), "page")
    assert "counted" not in words


def test_numbers_without_a_heading_give_the_place_of_a_row():
    rows = ROWS.replace("<p>one</p>", "<p>7</p>").replace("<p>name</p>", "")
    page = stack(rows.format(last="word " * 20), "page")
    assert '<td class="place short"><p>7</p></td>' in page
    assert "counted" not in page


def test_a_cell_keeps_the_class_it_has():
    rows = ROWS.replace("<td><p>two", '<td class="text-right"><p>two')
    page = stack(rows.format(last="word " * 20), "page")
    assert '<td class="short text-right"><p>two</p></td>' in page


def test_a_column_that_says_most_is_the_main_one():
    assert main([["w"], ["words of a sentence"], ["dweights"]]) == [0, 1, 0]
    assert main([["two words"], ["two words"]]) == [0, 0]


TWO = (
    '<table class="table"><thead><tr><th>{}</th><th>{}</th></tr></thead>'
    "<tbody><tr><td>one</td><td>two</td></tr></tbody></table>"
)


def test_tables_with_the_same_two_headings_are_alike():
    same, other = TWO.format("topic", "section"), TWO.format("a", "b")
    alike = same.replace('"table"', '"table alike"')
    assert stack(same + other + same, "page") == alike + other + alike
    assert stack(same + other, "page") == same + other


def test_more_columns_are_as_wide_as_their_words():
    page = 2 * ROWS.format(last="three")
    assert "alike" not in stack(page, "page")
