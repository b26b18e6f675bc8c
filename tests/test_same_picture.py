"""The comparison of pictures sees what a reader would see, and no more."""

import pytest

from same_picture import difference

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
 <defs><path id="m0123456789" d="M 1.5 2.25 L 3 4e-1"/></defs>
 <use href="#m0123456789" style="fill: #0072b2"/>
 <text>z = 6</text>
</svg>"""


def test_a_picture_equals_itself():
    assert difference(PICTURE, PICTURE) is None


def test_last_digits_and_digests_do_not_count():
    other = PICTURE.replace("2.25", "2.2500001").replace(
        "0123456789", "a" * 10
    )
    assert difference(PICTURE, other) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2.25", "2.35"),
        ("L 3", "M 3"),
        ("#0072b2", "#0072b3"),
        ("#0072b2", "#d55e00"),
        ("z = 6", "a = 6"),
        ("z = 6", "z = 7"),
        ('href="#m0123456789"', 'href="#maaaaaaaaaa"'),
        ("2.25", "nan"),
        ("<text>z = 6</text>", ""),
        ("<text>z = 6</text>", "<text>z = 6</text><text/>"),
        ('viewBox="0 0 100 50"', ""),
    ],
)
def test_what_can_be_seen_counts(old, new):
    assert old in PICTURE
    assert difference(PICTURE, PICTURE.replace(old, new))
    assert difference(PICTURE.replace(old, new), PICTURE)
