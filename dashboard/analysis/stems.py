"""Words brought to a form in which spelling and inflection no longer differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dashboard.analysis.units import EMPTY_WORDS

WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*")

IRREGULAR = {
    "met": "meet", "held": "hold", "said": "say", "gave": "give", "given": "give", "took": "take", "taken": "take",
    "went": "go", "gone": "go", "came": "come", "saw": "see", "seen": "see", "told": "tell", "began": "begin",
    "begun": "begin", "sent": "send", "brought": "bring", "left": "leave", "led": "lead", "won": "win", "lost": "lose",
    "shot": "shoot", "fought": "fight", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write",
    "died": "die", "dead": "die", "death": "die", "paid": "pay", "bought": "buy", "sold": "sell", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow", "men": "man", "women": "woman",
    "children": "child", "people": "person", "struck": "strike", "flew": "fly", "built": "build", "shed": "shed",
    "made": "make", "found": "find", "stood": "stand", "kept": "keep", "laid": "lay", "signed": "sign",
}  # fmt: skip
"""Irregular forms that news reports use for events (closed by frequency; our list)."""

SPELLINGS = ((r"ise(d|s|r|rs)?$", r"ize\1"), (r"isation(s?)$", r"ization\1"), (r"our(s|ed|ing)?$", r"or\1"),
             (r"ence(s?)$", r"ense\1"), (r"logue$", "log"), (r"tre$", "ter"), (r"gramme(s?)$", r"gram\1"),
             (r"lled$", "led"), (r"lling$", "ling"), (r"ller(s?)$", r"ler\1"))  # fmt: skip
"""British endings and their American counterparts; both sides of a comparison pass through them."""


ENDINGS = (
    *(("iest", "y"), ("ies", "y"), ("ied", "y"), ("sses", "ss")),
    *((ending, "") for ending in ("ings", "ing", "ed", "es", "s")),
)
"""Endings of inflection and what stands instead; the longest come first."""


def fold(text: str) -> str:
    """Lower case, without accents, with plain hyphens and apostrophes."""
    if text.isascii():
        return text.lower()  # nothing of the below stands in it, and most words are such
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.lower().replace("’", "'").replace("‑", "-").replace("–", "-")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem: two forms or spellings of one word give the same one; some different words do too."""
    low = fold(word).removesuffix("'s").removesuffix("'").replace(".", "")
    if low in IRREGULAR:
        return IRREGULAR[low]
    for pattern, american in SPELLINGS:
        low = re.sub(pattern, american, low)
    for ending, instead in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith(("ss", "us", "is")):
            low = low[: len(low) - len(ending)] + instead
            break
    if len(low) > 4 and low[-1] == low[-2] and low[-1] in "bdgmnprt":
        low = low[:-1]
    return low.removesuffix("e") if len(low) > 3 else low


def is_content(word: str) -> bool:
    """Whether a word carries content rather than grammar."""
    return fold(word) not in EMPTY_WORDS and len(word) > 1
