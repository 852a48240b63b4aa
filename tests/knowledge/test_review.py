"""When an article must be checked again."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.services.review import due_on


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 19), 6, date(2027, 2, 19)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_check_is_due_on_the_same_day_some_months_later(day: date, months: int, later: date):
    assert due_on(day, months) == later
