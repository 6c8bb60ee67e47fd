"""Media under their several names: agencies, papers, broadcasters and platforms that carry what others
say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.analysis import agencies
from dashboard.analysis.lexicons import LEXICONS, lexicon_rows

LEXICON = LEXICONS / "agencies.csv"

GENERIC = re.compile(
    r"\b(?:media|newspapers?|television|TV|radio|broadcasters?|news agency|news agencies|"
    r"news (?:site|outlet|program)s?|"
    r"wire service|magazine|tabloid)\b",
    re.IGNORECASE,
)
"""Words for a medium that is not named."""

_STATE = re.compile(
    r"\bstate(?:[- ](?:run|owned|controlled|backed|sponsored))?[ -]"
    r"(?:news |media|tv|television|broadcaster|radio|agency|newspaper)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Medium:
    """One row of the table.

    Attributes:
        name: short name, as it is shown.
        kind: agency, newspaper, broadcaster, magazine, website or platform.
        control: state, public, cooperative or private.
        country: where it is based.
    """

    name: str
    kind: str
    control: str
    country: str


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, Medium], re.Pattern[str]]:
    """Printed form -> medium, and one pattern for all forms, the longest first."""
    found: dict[str, Medium] = {}
    for row in lexicon_rows(LEXICON):
        medium = Medium(row["name"], row["kind"], row["control"], row["country"])
        own = (row["name"], *agencies.FORMS.get(row["name"], ()), *filter(None, row["forms"].split("; ")))
        for form in own:
            found[form] = medium
    ordered = sorted(found, key=lambda form: (-len(form), form))
    return found, re.compile(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")


def named(text: str) -> Medium | None:
    """The first medium that a phrase names, in the spelling of the table."""
    forms, pattern = _known()
    match = pattern.search(text.replace("’", "'"))
    return forms[match.group()] if match else None


def forms_of(medium: Medium) -> frozenset[str]:
    """All names of a medium in small letters, with and without "The"."""
    own = {form.casefold() for form, known in _known()[0].items() if known == medium}
    return frozenset(own | {f"the {form}" for form in own})


def is_medium(phrase: str) -> bool:
    """Whether a phrase names a medium or is a word for one."""
    return named(phrase) is not None or GENERIC.search(phrase) is not None


def is_state_run(phrase: str) -> bool:
    """Whether a phrase says that a medium is run by a state, or names one that is."""
    known = named(phrase)
    return _STATE.search(phrase) is not None or (known is not None and known.control == "state")
