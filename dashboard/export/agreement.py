"""Do two coders agree? Share of equal codes, Cohen's kappa and Krippendorff's alpha, with every unit on which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.export.coding_sheet import UNIT, coded


class Agreement(NamedTuple):
    """Two coders on one column.

    Attributes:
        column: what was coded.
        units: that both coded.
        same: of these, with the same code.
        kappa: Cohen's, -1 … 1, larger is more agreement, 0 what chance gives; None where it is not defined.
        alpha: Krippendorff's for nominal codes, on the same scale; None where it is not defined.
        differing: the units that they coded otherwise: UNIT and both codes as `one`, `other`.
    """

    column: str
    units: int
    same: int
    kappa: float | None
    alpha: float | None
    differing: pd.DataFrame


def agreement(one: pd.DataFrame, other: pd.DataFrame) -> list[Agreement]:
    """The two coders on every column that both filled in for a unit at least.

    Args:
        one, other: sheets as `coding_sheet.read` gives them; units of one sheet alone are left out. Capitals and
            spaces at the ends make no other code.
    """
    both = one.merge(other, on=UNIT, suffixes=(" one", " other"))
    found = []
    for column in coded((one, other)):
        codes = both[[UNIT, f"{column} one", f"{column} other"]].set_axis([UNIT, "one", "other"], axis=1)
        codes = codes[(codes["one"].str.strip() != "") & (codes["other"].str.strip() != "")]
        if codes.empty:
            continue
        first, second = (list(codes[side].str.strip().str.casefold()) for side in ("one", "other"))
        equal = [a == b for a, b in zip(first, second, strict=True)]
        found.append(
            Agreement(
                column,
                len(codes),
                sum(equal),
                cohen(first, second),
                krippendorff(zip(first, second, strict=True)),
                codes[[not e for e in equal]].reset_index(drop=True),
            )
        )
    return found


def in_words(one: Agreement) -> str:
    """The figures of a column in a line."""
    figures = [
        f"{title} {'not defined (one code only)' if value is None else f'{value:.2f}'}"
        for title, value in (("Cohen's kappa", one.kappa), ("Krippendorff's alpha", one.alpha))
    ]
    return (
        f"{one.column}: {one.same:,} of {one.units:,} units coded the same ({round(100 * one.same / one.units)}%), "
        + ", ".join(figures)
    )


def listed(one: Agreement, sheet: pd.DataFrame) -> pd.DataFrame:
    """The units that were coded otherwise, with what the sheet says of each."""
    shown = [column for column in (UNIT, "Statement", "Finding", "Outlet", "Words") if column in sheet]
    both = one.differing.merge(sheet[shown], on=UNIT)
    return both.drop(columns=UNIT).rename(columns={"one": "One coder", "other": "The other"})


def cohen(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Cohen's kappa (1960), unweighted, of two coders' codes of the same units.

    Returns:
        None where there is no unit, or where both gave all units one and the same code: chance would agree as well.
    """
    if not one or len({*one, *other}) < 2:
        return None
    from sklearn.metrics import (
        cohen_kappa_score,
    )  # imported here as it takes a second, and only this needs it

    return float(cohen_kappa_score(one, other))


def krippendorff(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal codes and any number of coders (Computing Krippendorff's Alpha-Reliability, 2011).

    1 - observed disagreement / expected disagreement, from the coincidences of all pairs of codes within units.

    Args:
        units: the codes of each unit, "" where a coder gave none; units with fewer than two codes do not count.

    Returns:
        At most 1, which is perfect; 0 is what chance gives. None where no unit has two codes, or all codes are the same.
    """
    held = [[code for code in unit if code] for unit in units]
    held = [codes for codes in held if len(codes) > 1]
    total: Counter[str] = Counter(code for codes in held for code in codes)
    number = sum(total.values())
    if len(total) < 2:
        return None
    observed = sum(
        (len(codes) ** 2 - sum(n * n for n in Counter(codes).values())) / (len(codes) - 1) for codes in held
    )
    expected = number**2 - sum(n * n for n in total.values())
    return float(1 - (number - 1) * observed / expected)
