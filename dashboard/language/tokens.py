"""The words of a sentence with a coarse class each.

No tagger is needed for what is asked here: where a subject begins, and where a name ends. Classes come from
closed lists of English function words, from capitals and from endings; a doubtful word is a noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.language import reporting_verbs
from dashboard.language.quotations import Quotation

AUX = frozenset(
    """is are was were be been being am isn't aren't wasn't weren't has have had having hasn't haven't hadn't
    do does did don't doesn't didn't will would shall should can could may might must won't wouldn't shouldn't
    can't cannot couldn't mightn't""".split()
)
DET = frozenset(
    """a an the this these those its his her their our my your some any many several most all both each every
    no another few multiple various numerous one two three four five six seven eight nine ten dozens
    hundreds""".split()
)
PRON = frozenset("he she it they we i you him them us themselves himself herself".split())
SUBJECTS = frozenset("he she it they we i you".split())
"""Pronouns that can say something; "him" and "themselves" cannot."""
PREP = frozenset(
    """of in on at by for to from with without into onto over under about against among amid between through
    during after before since until upon despite within across behind near via toward towards like around
    along following inside outside including regarding throughout off up down out according ahead""".split()
)
JOINING = frozenset(
    "of for at in from with on to near between against inside outside within over about".split()
)
"""Prepositions that go on inside a name for somebody: "sources in Seoul", "a spokesman for the ministry"."""
SUB = frozenset(
    """that which who whom whose where when while whereas because although though if unless as than whether
    but so nor why how what yet even once except""".split()
)
CONJ = frozenset(("and", "or", "&"))
ADV = frozenset(
    """not also later earlier then still just only never always often once again now recently already soon so
    far meanwhile however publicly privately previously reportedly long further instead too ever first
    separately nevertheless nonetheless thus therefore both simply openly here there moreover furthermore
    n't""".split()
)
TIME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb apr jul aug sep sept oct nov dec tue tues thu thurs fri
    yesterday today tomorrow tonight midday midnight noon morning afternoon evening night week month year
    weekend""".split()
)
PAST = frozenset(
    """met gave took went came made held left sent began became won lost fought led rose fell grew drew flew
    ran sat stood kept brought bought caught built spent paid put saw got did broke chose drove ate forgot
    froze hid hung laid lay rode sang sold shot shut slept spoke stole struck swept taught threw wore withdrew
    fled bore beat bent bound dealt dug fed heard hurt lent lit meant sought shook sank split spread stuck
    swung tore woke""".split()
)
"""Irregular past forms: they begin what somebody did, so a name ends before them."""
ADJECTIVES_ED = frozenset(
    """unnamed united retired armed unidentified so-called unspecified elected appointed detailed related
    advanced allied respected experienced classified unconfirmed limited""".split()
)
PARTICIPLES = frozenset(
    """released published issued carried posted obtained seen reported aired broadcast provided run taken
    written leaked signed cited quoted circulated distributed shown reviewed briefed familiar close involved
    based led headed known made sent given reached read""".split()
)
"""Words after a noun that say where it comes from: "photos released by …", "people briefed on …"."""

_TOKEN = re.compile(
    r"""(?P<word>(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s[A-Z])|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Prof|Rev|Jr|Sr|Sgt|Maj|Adm|Capt|Brig|St|Sens|Reps)\.
        |[$€£]?[^\W_]+(?:[-'’.&/!@][^\W_]+)*(?:(?<=s)['’](?=\s))?)
      |(?P<mark>["“”„«»])|(?P<other>[^\w\s])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Word:
    """A word or mark of a sentence.

    Attributes:
        text, low: as printed and in small letters, with straight apostrophes.
        start, end: offsets in the article.
        tag: det, pron, prep, sub, conj, aux, adv, time, name, number, verb, noun; of marks: comma, open,
            close, stop, colon, dash, bracket, unbracket, mark.
        quoted: stands within a quotation.
    """

    text: str
    low: str
    start: int
    end: int
    tag: str
    quoted: bool

    @property
    def is_word(self) -> bool:
        """Whether it is a word and no mark."""
        return self.tag not in MARKS


MARKS = frozenset("comma open close stop colon dash bracket unbracket mark".split())
_MARK_TAGS = {
    mark: tag
    for tag, marks in {
        "comma": ",", "colon": ";:", "bracket": "([", "unbracket": ")]", "stop": ".!?…", "dash": "—–-",
    }.items()
    for mark in marks
}  # fmt: skip


def words_of(text: str, start: int, end: int, quotes: Sequence[Quotation]) -> list[Word]:
    """The words and marks of a stretch of an article.

    Args:
        text: the whole article.
        start, end: the stretch.
        quotes: the article's quotations.
    """
    outer = [q for q in quotes if q.depth == 0 and q.start < end and start < q.end]
    opens = {q.start - 1 for q in outer}
    closes = {q.end for q in outer if q.closed}
    found: list[Word] = []
    for match in _TOKEN.finditer(text, start, end):
        at, printed = match.start(), match.group()
        quoted = any(q.start <= at < q.end for q in outer)
        if (
            printed == "."
            and text[match.end() : match.end() + 2].strip()[:1].isalnum()
            and not text[match.end() : match.end() + 2].strip()[:1].isupper()
        ):
            continue
        if at in opens and not match["word"]:
            tag = "open"
        elif at in closes and not match["word"]:
            tag = "close"
        elif match["word"]:
            tag = _tag(printed, not found or found[-1].tag in ("stop", "open"), found)
        else:
            tag = _MARK_TAGS.get(printed, "mark")
        found.append(Word(printed, printed.lower().replace("’", "'"), at, match.end(), tag, quoted))
    return found


def _tag(printed: str, first: bool, before: list[Word]) -> str:
    low = printed.lower().replace("’", "'")
    capital = printed[0].isupper()
    if capital and not first and len(printed) > 1 and low not in TIME and low not in DET:
        return "name"
    for tag, words in _CLOSED:
        if low in words:
            return tag
    if low[0].isdigit() or low[0] in "$€£":
        return "number"
    if (
        not capital
        and low.endswith("ly")
        and len(low) > 4
        and low not in ("family", "ally", "daily", "weekly", "monthly", "assembly")
    ):
        return "adv"
    if low in PAST or (not capital and _is_past(low, before)):
        return "verb"
    form = reporting_verbs.forms().get(low)
    if form and form.kind == "past":
        return "verb"
    return "name" if capital else "noun"


def _is_past(low: str, before: list[Word]) -> bool:
    """A word in -ed that is no adjective: it has no hyphen and follows no article."""
    if not low.endswith("ed") or len(low) < 5 or "-" in low or low in ADJECTIVES_ED:
        return False
    return not (before and before[-1].tag == "det")


_CLOSED = (
    ("time", TIME), ("aux", AUX), ("det", DET), ("pron", PRON), ("sub", SUB), ("conj", CONJ), ("prep", PREP),
    ("adv", ADV),
)  # fmt: skip

Range = tuple[int, int]
"""First word and one after the last, as indices."""


def low_at(words: Sequence[Word], at: int) -> str:
    """The word at an index in small letters, "" beyond either end."""
    return words[at].low if 0 <= at < len(words) else ""


def tag_at(words: Sequence[Word], at: int) -> str:
    """The tag at an index, "" beyond either end."""
    return words[at].tag if 0 <= at < len(words) else ""
