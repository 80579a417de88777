"""How long a command may take: the manual's longest times, or what settings and parameters make of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atbench.at.dialect import command_form
from atbench.knowledge.facts import filled, values_of
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual
from atbench.knowledge.rows import command_for, form_for

# For commands that no row has, and rows without a time.
UNKNOWN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The manual's longest times in seconds: to the final result, and from there to the late one (None: has none).

    `gap`: the late time is the longest silence within a transfer, which as a whole may take longer.
    """

    final: float
    late: float | None = None
    gap: bool = False


def limits(manual: Manual, command: str, facts: Mapping[str, str]) -> Limits:
    """The times of a command line. `facts` are the settings that the session has heard of."""
    row = command_for(manual, command)
    if row is None:
        return Limits(UNKNOWN_SECONDS)
    number = form_for(row, command)
    form = row.forms[number] if number is not None else None
    values = values_of(parse(form.syntax), command, row.fields) if form else {}
    doing = command_form(command) in ("write", "execute")
    final = (form.seconds if form else None) or row.seconds or UNKNOWN_SECONDS
    if not doing:
        return Limits(final)
    final = _product(row.seconds_by, values, facts) or final
    late = _product(row.late_by, values, facts) or row.late_seconds
    return Limits(final, late if row.late else None, row.gap)


def _product(names: Iterable[str], values: Mapping[str, str], facts: Mapping[str, str]) -> float | None:
    """The product of parameters, facts and numbers; None where there is none or one is not known."""
    factors = [_number(name, values, facts) for name in names]
    known = [factor or 1.0 for factor in factors if factor is not None]  # no repeats: it is waited once
    return math.prod(known) if known and len(known) == len(factors) else None


def _number(name: str, values: Mapping[str, str], facts: Mapping[str, str]) -> float | None:
    known = filled(name, values) or ""
    try:
        number = float(values.get(known) or facts.get(known) or known)
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None
