"""News media and agencies under their several names, and where an article says that its text comes from one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dashboard.files import LEXICONS
from dashboard.language.lexicons import lexicon_rows

FORMS: dict[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansi"),
    "ANI": ("Asian News International",),
    "ANSA": (),
    "Antara": ("Antara News",),
    "AP": ("The Associated Press", "Associated Press", "A.P."),
    "Bernama": (),
    "CP": ("The Canadian Press", "Canadian Press"),
    "dpa": ("Deutsche Presse-Agentur", "DPA"),
    "EFE": ("Agencia EFE",),
    "IANS": ("Indo-Asian News Service",),
    "Interfax": (),
    "IRNA": ("Islamic Republic News Agency",),
    "Jiji": ("Jiji Press",),
    "KCNA": ("Korean Central News Agency",),
    "Kyodo": ("Kyodo News",),
    "PA": ("PA Media", "Press Association"),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters",),
    "RIA": ("RIA Novosti",),
    "Sputnik": (),
    "TASS": ("ITAR-TASS", "Tass"),
    "UPI": ("United Press International",),
    "Xinhua": ("Xinhua News Agency",),
    "Yonhap": ("Yonhap News Agency", "Yonhap News"),
}
"""The short name that is shown -> other names of the same agency. One place to add another."""

_SHORT = {form.casefold(): short for short, forms in FORMS.items() for form in (short, *forms)}
NAMES = "|".join(
    re.escape(form)
    for form in sorted({f for s, fs in FORMS.items() for f in (s, *fs)}, key=lambda f: (-len(f), f))
)
"""All names as one alternation, the longest first."""
_NAMED = re.compile(rf"(?<!\w)(?:{NAMES})(?!\w)")


def short_name(name: str) -> str | None:
    """The short name of an agency, None for whatever is no agency of the list."""
    return _SHORT.get(name.strip().casefold())


def named_in(text: str) -> list[str]:
    """Short names of the agencies that a text names, each once, in the order of the text."""
    return distinct(_SHORT[match.group().casefold()] for match in _NAMED.finditer(text))


def distinct(names: Iterable[str]) -> list[str]:
    """Names without repeats, in their order."""
    return list(dict.fromkeys(name for name in names if name))


LEXICON = LEXICONS / "agencies.csv"

GENERIC = re.compile(
    r"\b(?:media|newspapers?|television|TV|radio|broadcasters?|news agency|news agencies|"
    r"news (?:site|outlet|program)s?|"
    r"wire service|magazine|tabloid)\b",
    re.IGNORECASE,
)
"""Words for a medium that is not named."""

NOUNS = {
    "agency": frozenset(("agency",)),
    "broadcaster": frozenset("network broadcaster channel station".split()),
    "magazine": frozenset(("magazine",)),
    "newspaper": frozenset("newspaper paper daily tabloid".split()),
}
"""Kind of medium -> nouns that mean no other."""

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
        own = (row["name"], *FORMS.get(row["name"], ()), *filter(None, row["forms"].split("; ")))
        for form in own:
            found[form] = medium
    ordered = sorted(found, key=lambda form: (-len(form), form))
    return found, re.compile(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")


def named(text: str) -> Medium | None:
    """The first medium that a phrase names, in the spelling of the table."""
    forms, pattern = _known()
    match = pattern.search(text.replace("’", "'"))
    return forms[match.group()] if match else None


def called(noun: str, text: str) -> str:
    """The last medium that a text names of those that "the magazine" or "the paper" may mean, "" where it names none."""
    forms, pattern = _known()
    kind = next((kind for kind, nouns in NOUNS.items() if noun in nouns), "")
    found = [forms[match.group()] for match in pattern.finditer(text.replace("’", "'"))]
    return next((medium.name for medium in reversed(found) if medium.kind == kind), "")


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
