"""News agencies under their several names, and where an article says that its text comes from one."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
