"""Persons and places of a story, from its parse: full names, the offices that stand with them, "he" or "she"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from dashboard.language.annotate import Annotated, TokenSpan
from dashboard.language.lexicons import (
    NO_LONGER,
    RANKS,
    WHOLE_TITLES,
    generation,
    lexicon_offices,
    name_tokens,
)
from dashboard.language.names import in_headline_capitals
from dashboard.language.reporting_verbs import voices

PLACE = ("GPE", "LOC", "FAC")
MALE = frozenset("he his him himself mr mr. king prince sir".split())
FEMALE = frozenset("she her herself hers ms ms. mrs mrs. miss queen princess".split())
"""Words that tell of the one person whom a sentence names whether it is a man or a woman."""
MEN, WOMEN = frozenset(("mr", "mr.", "sir", "lord")), frozenset("mrs mrs. ms ms. miss lady".split())
"""Courtesies of men and of women."""
WOMANLY = frozenset(
    "mother mom mum grandmother grandma stepmother wife widow sister daughter aunt niece girlfriend woman girl".split()
)
MANLY = frozenset(
    "father dad grandfather grandpa stepfather husband widower brother son uncle nephew boyfriend man boy".split()
)
"""Nouns of women and of men: "the mother of Carl Dahl" is "she", and not Carl Dahl."""
PARTISANS = ("republican", "democrat", "republicans", "democrats")
"""What somebody is, printed in capitals before a name: "Democrat Berg"."""
SHARED = 2
"""Persons who bear one surname, from which on it tells nothing of one of them."""
MAIN = 4
"""Times that one of several bearers of a surname is named more often than the others together, so that it alone means him."""
_BESIDE = frozenset(("pobj", "dobj", "dative"))
"""Labels of names in a sentence whose pronouns rather mean its subject."""
_DESCRIBES = ("compound", "amod", "nmod", "poss", "appos")
_QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))


def bare(name: str) -> str:
    """A name without possessive and in one spelling of the apostrophe."""
    return name.replace("’", "'").removesuffix("'s").removesuffix("'")


def surname(name: str) -> str:
    """The last word of a name, without "Jr." and numbers of a generation; "" of none."""
    words = name.split() or [""]
    while len(words) > 1 and words[-1].rstrip(".,") in GENERATIONS:
        words.pop()
    return words[-1].rstrip(",")


def is_woman(courtesy: str) -> bool | None:
    """Whether a word before a name is a woman's courtesy, None where it is neither a man's nor a woman's."""
    return courtesy in WOMEN if courtesy in MEN | WOMEN else None


def is_she_by_noun(phrase: str) -> bool | None:
    """Whether the noun of a phrase means a woman ("the mother of Carl Dahl"), None where it may mean anybody."""
    noun = re.split(r" (?:of|for|to|who|in|at|from)\b", phrase.lower())[0].split()[-1:]
    return next((word in WOMANLY for word in noun if word in WOMANLY | MANLY), None)


def _is_womans(words: Iterable[str]) -> bool | None:
    """Whether a calling is a woman's ("the congresswoman"), None of one that may be anybody's."""
    found = [w.endswith("woman") for w in words if w.endswith(("man", "woman"))]
    return found[0] if found else None


def _calling(parse: Annotated, first: int, last: int) -> int:
    """1 where the noun before a name or beside it is a woman's ("the first lady, Ann Roe"), -1 where it is a man's, else 0."""
    over = [parse.tokens[last].head] if parse.tokens[last].dep == "appos" else []
    nouns = {parse.tokens[k].text.lower() for k in (first - 1, *over, *parse.below(last, "appos")) if k >= 0}
    if any(n in WOMANLY or n == "lady" or n.endswith("woman") for n in nouns):
        return 1
    return -1 if nouns & MANLY else 0


def _key(name: str) -> str:
    """First name and surname in small letters, or the surname alone: the same in all spellings of a person's name."""
    words = name_tokens(name.split())
    return " ".join(dict.fromkeys((*words[:1], *words[-1:])))


def _unquoted(parse: Annotated) -> list[str]:
    """The words of a sentence outside double quotation marks: in them a "he" is another than the one who speaks."""
    words = "".join(f" {t.text}" for t in parse.tokens).lower()
    return _QUOTED.sub(" ", words).split()


def _heard(words: Sequence[str]) -> int:
    """Words of women less words of men."""
    return sum(w in FEMALE for w in words) - sum(w in MALE for w in words)


def _is_called_somebody(parse: Annotated, entity: TokenSpan) -> bool:
    """Whether a name that is read as a body's is a person's by the apposition behind it: "Aida Gold, Roe's attorney, said"."""
    own = parse.tokens[entity.first : entity.end]
    if (
        entity.label != "ORG"
        or not 2 <= len(own) <= 3
        or any(t.tag != "NNP" or t.text.isupper() for t in own)
    ):
        return False
    behind = [k for k in parse.below(entity.end - 1, "appos") if k > entity.end]
    return any(
        parse.tokens[k].tag == "NN" and lexicon_offices().get(parse.tokens[k].text.lower()) == "office"
        for k in behind
    )


def _can_be(parts: Sequence[str], full: str) -> bool:
    """Whether the words of a name can mean the person of a full name: by the surname, and by the first name where there is one."""
    own, own_generation = full.split(), generation(parts)
    if own_generation:
        if own_generation != generation(own):
            return False
        return own[0] == parts[0] and (len(parts) == 2 or surname(full) == surname(" ".join(parts)))
    return surname(full) == surname(" ".join(parts)) and (len(parts) == 1 or own[0] == parts[0])


class People:
    """Who is named in each article of a story."""

    def __init__(self, articles: Iterable[tuple[str, Sequence[Annotated]]]) -> None:
        """Read the parsed sentences of every article once."""
        self._full: dict[str, Counter[str]] = defaultdict(Counter)
        self._offices: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        self._printed: set[tuple[str, str]] = set()
        self._gender: Counter[str] = Counter()
        self._courtesy: Counter[str] = Counter()
        self._called: Counter[str] = Counter()
        self._places: set[str] = set()
        self._introduced: dict[tuple[str, str], int] = {}
        for article, sentences in articles:
            for number, sentence in enumerate(sentences):
                self._read(article, sentence, number)
        self._everywhere: Counter[str] = sum(self._full.values(), Counter())
        self._bearers: dict[str, set[str]] = defaultdict(set)  # folded surname -> given names
        for name in self._everywhere:
            if words := _key(name).split():
                self._bearers[words[-1]].add(words[0])

    def _read(self, article: str, parse: Annotated, number: int) -> None:
        named: list[str] = []
        at: dict[str, int] = {}
        if in_headline_capitals(parse.text):  # "Poe Defends New Harbour Plan" is nobody's name
            return
        for entity in parse.entities:
            if entity.label in PLACE:
                self._places.add(
                    bare(" ".join(t.text for t in parse.tokens[entity.first : entity.end])).removeprefix(
                        "the "
                    )
                )
            if entity.label != "PERSON" and not _is_called_somebody(parse, entity):
                continue
            first, end = entity.first, entity.end
            while (
                end < len(parse.tokens)
                and parse.tokens[end].tag == "NNP"
                and parse.tokens[end].head == end - 1
            ):
                end += 1
            words = [k for k in range(first, end) if parse.tokens[k].text not in ("'s", "’s")]
            before = ((k, parse.tokens[k].text.lower()) for k in words)
            titles = [k for k, low in before if low in lexicon_offices() or low in PARTISANS]
            if titles and titles[-1] < words[-1]:
                words = words[words.index(titles[-1]) + 1 :]
            name = bare(" ".join(parse.tokens[k].text for k in words))
            body = len(words) > 1 and voices().get(parse.tokens[words[-1]].text.lower()) == "body"
            if not name or not name[0].isupper() or body:  # "George Washington University"
                continue
            named.append(name)
            self._printed.add((article, name))
            if len(words) > 1:
                if parse.tokens[words[-1]].dep not in _BESIDE:
                    at.setdefault(_key(name), first)
                self._full[article][name] += 1
                self._introduced.setdefault((article, name), number)
                self._called[_key(name)] += _calling(parse, first, words[-1])
            if described := self._described(parse, words, first):
                self._offices[article].append((described, name))
            woman = is_woman(parse.tokens[words[0] - 1].text.lower()) if words[0] else None
            if woman is not None:
                self._courtesy[_key(surname(name))] += 1 if woman else -1
        # the recogniser passes over many a surname
        known = {surname(n) for n in (*self._full[article], *named)}
        bearer = {bare(t.text): t.dep for t in parse.tokens if bare(t.text) in known}
        titled = any(is_woman(t.text.lower()) is not None for t in parse.tokens)
        if len(bearer) == 1 and not titled and _BESIDE.isdisjoint(bearer.values()):
            self._gender[_key(next(iter(bearer)))] += _heard(_unquoted(parse))
        if at:  # a pronoun before the full name, or behind another's, is rather somebody else's
            full, first = next(iter(at.items()))
            later = (e.first for e in parse.entities if e.label == "PERSON" and e.first > first)
            said = [t.text.lower() for t in parse.tokens]
            self._gender[full] += _heard(
                [w for w in said[first : next(later, None)] if w not in said[:first]]
            )

    @staticmethod
    def _described(parse: Annotated, words: Sequence[int], first: int) -> frozenset[str]:
        """The words that say what a person is: before the name, or as an apposition on either side."""
        head = words[-1]
        own: set[int] = set()
        for c in parse.children[head]:
            if parse.tokens[c].dep in _DESCRIBES and c not in words:
                own |= set(
                    parse.subtree(
                        c, [x for x in parse.children[c] if parse.tokens[x].dep in ("relcl", "acl", "appos")]
                    )
                )
        if parse.tokens[head].dep == "appos":
            up = parse.tokens[head].head
            own |= {
                up,
                *(
                    c
                    for c in parse.children[up]
                    if parse.tokens[c].dep in _DESCRIBES and c != head and c < up
                ),
            }
        for k in sorted(own):  # "the daughter of former Governor Carl Poe" is no governor
            if parse.tokens[k].dep == "pobj" and parse.tokens[k].entity == "PERSON":
                own -= set(parse.subtree(k))
        k = first - 1
        while k >= 0 and parse.tokens[k].pos in ("NOUN", "PROPN", "ADJ") and first - k < 6:
            own.add(k)
            k -= 1
        said = {
            parse.tokens[k].text.lower()
            for k in own - set(words)
            if parse.tokens[k].pos in ("NOUN", "PROPN", "ADJ")
        } | {parse.tokens[k].text.lower() for k in range(first, words[0])}
        return frozenset(said | {w for s in said for w in WHOLE_TITLES.get(s.rstrip("."), ())})

    def is_she(self, name: str) -> bool | None:
        """Whether a person is "she" in the story, None where the texts do not tell.

        What is said of a bare surname counts for whoever alone bears it; "Mr. Poe", printed often enough, says more than
        a "she" near his name.
        """
        words = _key(name).split()
        if not words:
            return None
        if called := self._called[" ".join(words)]:
            return called > 0
        alone = len(words) == 1 or len(self._bearers.get(words[-1], ())) < SHARED
        titled = self._courtesy[words[-1]] if alone else 0
        heard = self._gender[" ".join(words)] + (self._gender[words[-1]] if alone and len(words) > 1 else 0)
        heard = titled if abs(titled) > abs(heard) else heard
        return None if heard == 0 else heard > 0

    def _is_of_another(self, name: str) -> bool:
        """Whether a surname is rather another's than his who alone bears it in full: "Mr. Roe", whose wife is Ann Roe."""
        return self._called[_key(name)] * self._courtesy[_key(surname(name))] < 0

    @cached_property
    def names_a_woman(self) -> bool:
        """Whether the texts say of anybody that she is "she"."""
        return any(heard > 0 for heard in (*self._gender.values(), *self._courtesy.values()))

    def fits_courtesy(self, name: str, woman: bool | None) -> bool:
        """Whether nothing speaks against a courtesy before the surname of a person: "Mrs. Roe" is not Carl Roe, who is "he"."""
        return woman is None or self.is_she(name) in (None, woman)

    def whole(
        self, article: str, name: str, until: int | None = None, woman: bool | None = None
    ) -> str | None:
        """The full name of the one person whom a name means, in this article before the others.

        A surname that two persons share means neither, unless a courtesy tells them apart. "Ann Roe Jr." is nobody
        else's name than hers.

        Args:
            article: where the name stands.
            name: a surname, a first name or a full name.
            until: number of the sentence by which the person must have been introduced: "Ms. Roe" is nobody of whom
                the article speaks later only.
            woman: what the courtesy before the name says, None of others.
        """
        parts = bare(name).split()
        if not parts:  # a lone "'s" that the tagger takes for a name
            return None
        own = {
            n: c
            for n, c in self._full[article].items()
            if until is None or self._introduced[article, n] <= until
        }
        for known in (own, self._everywhere if until is None else {}):
            if bare(name) in known:
                return bare(name)
            fits = [n for n in known if _can_be(parts, n) and self.fits_courtesy(n, woman)]
            if not fits and len(parts) == 1:
                fits = [n for n in known if parts[0] in n.split() and self.fits_courtesy(n, woman)]
            if not generation(
                parts
            ):  # "Poe" is Carl Poe rather than Carl Poe Jr., unless the article tells of the son
                elder = [n for n in fits if not generation(n.split())]
                fits = elder if elder and not self._tells_of_son(article, fits) else fits
            if woman is None and len(parts) == 1:
                fits = [n for n in fits if not self._is_of_another(n)]
            if woman is not None and len(fits) > 1:
                fits = [n for n in fits if self.is_she(n) is woman] or fits
            if len(fits) == 1:
                return fits[0]
            if fits:
                longest = max(fits, key=len)
                if all(set(n.split()) <= set(longest.split()) for n in fits):
                    return longest
                return None
        return None

    def _tells_of_son(self, article: str, names: Sequence[str]) -> bool:
        """Whether an article names a son before his father."""
        known = [n for n in names if (article, n) in self._introduced]
        first = min(known, key=lambda n: self._introduced[article, n], default="")
        return bool(first) and generation(first.split()) != ""

    def likeliest(
        self, article: str, last: str, spoke: Sequence[str], woman: bool | None = None
    ) -> str | None:
        """Which of the persons of an article who share a surname it means, where that is fairly sure: the one who spoke last, or
        else the one whom the article names far more often than the others.

        Args:
            article: where the surname stands.
            last: the surname.
            spoke: the full names of those who spoke before, the last one last.
            woman: what the courtesy before it says, None of others.
        """
        named = Counter(
            {
                n: c
                for n, c in self._full[article].items()
                if surname(n) == last and self.fits_courtesy(n, woman)
            }
        )
        times: Counter[str] = Counter()
        for name, count in named.items():
            times[name.split()[0]] += count
        if len(times) < SHARED:
            return None
        if heard := next((n for n in reversed(spoke) if n in named), None):
            return heard
        given, most = times.most_common(1)[0]
        if MAIN * (times.total() - most) > most:
            return None
        return max((n for n in named if n.split()[0] == given), key=lambda n: (named[n], n))

    def called(self, article: str, last: str) -> str:
        """The shortest form of a name that an article prints and that ends with a surname: "Peña Nieto", "Kim Jong Un"."""
        forms = [n for a, n in self._printed if a == article and surname(n) == last]
        return min(forms, key=lambda name: (len(name.split()), name), default=last)

    def is_shared(self, article: str, last: str) -> bool:
        """Whether several persons of an article have a surname."""
        return len({name.split()[0] for name in self._full[article] if surname(name) == last}) > 1

    def is_person(self, name: str) -> bool:
        """Whether a name is some person's full name in the story."""
        return bare(name) in self._everywhere

    def by_office(self, article: str, words: frozenset[str], recent: Sequence[str]) -> str | None:
        """The person with whose name an office stands in an article: "the Russian defense minister".

        Args:
            article: where the words stand; other articles are not asked.
            words: the words in small letters, without articles.
            recent: persons who were named before, the last one last; they decide between several.
        """
        past, named = bool(words & NO_LONGER), words - NO_LONGER
        fits = Counter(
            self.whole(article, n) or n
            for described, n in self._offices[article]
            if named
            and named <= described
            and (past or not described & NO_LONGER)
            and described & RANKS <= named  # "the president" is not the vice president
        )
        whole = {surname(n) for n in fits if " " in n}
        fits = Counter(
            {n: c for n, c in fits.items() if n not in whole}
        )  # "Secretary Roe" is the one of them
        woman = _is_womans(named)
        fits = Counter({n: c for n, c in fits.items() if woman is None or self.is_she(n) in (None, woman)})
        if len(fits) == 1:
            return next(iter(fits))
        return next((n for n in reversed(recent) if n in fits), None) or self._told_elsewhere(article, named)

    def _told_elsewhere(self, article: str, words: frozenset[str]) -> str | None:
        """The one person of whom other articles say that he holds an office and whom this article names: "the Texas governor"."""
        office = frozenset(w for w in words if lexicon_offices().get(w) == "office")
        if not office or words & RANKS or any(office <= d for d, _ in self._offices[article]):
            return None
        found = {
            self.whole(other, n) or n
            for other, own in self._offices.items()
            for described, n in own
            if office <= described and not described & (NO_LONGER | RANKS)
        }
        return found.pop() if len(found) == 1 and found <= self._full[article].keys() else None

    def has_office(self, article: str, name: str) -> bool:
        """Whether an article says what somebody is: "Senator Poe" is hardly "the governor" a sentence later."""
        offices = lexicon_offices()
        return any(
            any(offices.get(w) == "office" for w in described) and (self.whole(article, n) or n) == name
            for described, n in self._offices[article]
        )

    def only_one(self, article: str, until: int) -> str | None:
        """The one person whom an article has named by its full name up to a sentence, None where there are more."""
        found = [n for n in self._full[article] if self._introduced[article, n] <= until]
        return found[0] if len(found) == 1 else None

    def is_place(self, name: str) -> bool:
        """Whether the name is read as a place somewhere, and as no person's."""
        return bare(name) in self._places and bare(name) not in self._everywhere
