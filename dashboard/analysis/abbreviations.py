"""English abbreviations that end in a full stop, by what that stop can mean. A new one is a word here."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES = _words(
    "adm amb asst atty brig capt cdr cmdr col cpl cpt det dr fr ft gen gov hon insp lt maj messrs mme "
    "mr mrs ms mt mx ofc pfc pres prof pvt rep reps rev sen sens sgt spc supt cf viz vs v approx"
)
"""Always followed by what they belong to (a name, the other party), so never the end of a sentence."""
NUMBERED = _words("no nos art fig figs vol vols p pp sec ch para pt ver approx ca")
"""Abbreviations only before a figure: "No. 2" goes on, "No. He left." does not."""
LOWER = _words("vs v viz cf approx ca al inc co etc")
"""Abbreviations that are printed in small letters too; "ill", "no" or "miss" then are words."""
MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
ENDINGS = _words(
    "inc co corp ltd llc plc bros jr sr esq al dept est govt intl natl assn assoc univ gmbh st ave "
    "blvd rd sq hwy ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss "
    "mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que n.y"
)
"""Abbreviations that may close a sentence: they do before a word that begins one (STARTERS)."""
STARTERS = _words(
    "A About According After All Although Among An And Another Any As Asked At Because Before Both "
    "But By Critics Despite During Each Earlier Even For From Had Has He Her Here His How However I "
    "If In Instead Is It Its Later Many Meanwhile Most My Neither Nevertheless Not Nothing Now Of On "
    "Once Only Or Other Others Our She Since So Some Still Such That The Their Then There These They "
    "This Those Though Thus To Today Until We What When Where Whether While Who Why With Yet You Your"
)
"""Words that begin a sentence and hardly ever stand, capitalised, after "U.S." or "Inc." within one."""
CLOCK_FOLLOWERS = re.compile(
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b|(?:Eastern|Central|Mountain|Pacific)\b|"
    r"(?:[ECMP][SD]?T|GMT|UTC|IST|KST|JST|CET|CEST|BST|HKT|MSK|AEST|AEDT)\b"
)
"""What goes on after "3 p.m.": a day, a month, a time zone."""
