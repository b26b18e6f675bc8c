"""The stored ledger is what a fresh run gives, up to rounding."""

import math

from bookledger import record
from bookledger.run import run
from bookledger.tex import CHAPTERS

AGAIN = "run `make ledger` and store what it writes"


def without_noise(equation):
    """Return an equation's record without what rounding may change."""
    checks = [
        {name: check[name] for name in ("kind", "tolerance", "passed")}
        for check in equation["checks"]
    ]
    entries = [value["entry"] for value in equation["sample"]["values"]]
    sample = {**equation["sample"], "values": entries}
    return {**equation, "checks": checks, "sample": sample}


def test_the_stored_ledger_is_up_to_date():
    stored, fresh = record.read(CHAPTERS / record.FILE)["equations"], run()
    assert [e["id"] for e in stored] == [e["id"] for e in fresh], AGAIN
    for old, new in zip(stored, fresh, strict=True):
        assert without_noise(old) == without_noise(new), AGAIN
        for check in old["checks"]:
            assert 0.0 <= check["max_error"] <= check["tolerance"]
            assert check["passed"] is True
        both = zip(
            old["sample"]["values"], new["sample"]["values"], strict=True
        )
        for before, after in both:
            for side in ("displayed", "checked"):
                assert math.isclose(
                    float(before[side]),
                    float(after[side]),
                    rel_tol=1e-11,
                    abs_tol=1e-11,
                ), (old["id"], before["entry"], AGAIN)


def test_a_stored_error_is_a_power_of_ten_and_a_value_has_all_digits():
    for equation in record.read(CHAPTERS / record.FILE)["equations"]:
        for check in equation["checks"]:
            error = check["max_error"]
            assert error == 0.0 or error == float(f"{error:.0e}")
        for value in equation["sample"]["values"]:
            for side in ("displayed", "checked"):
                assert repr(float(value[side])) == value[side]


def test_every_equation_shows_three_values():
    equations = record.read(CHAPTERS / record.FILE)["equations"]
    fewer = [e["id"] for e in equations if len(e["sample"]["values"]) != 3]
    assert fewer == []
