"""When an article must be checked again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def due_on(checked: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    years, month = divmod(checked.month - 1 + months, 12)
    year, month = checked.year + years, month + 1
    return date(year, month, min(checked.day, monthrange(year, month)[1]))
