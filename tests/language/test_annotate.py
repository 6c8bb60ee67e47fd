"""The one reading of the language: offsets, one record a sentence, bounds, and the check of the model's files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.language import annotate as module
from dashboard.language.annotate import LONGEST, ModelError, annotate


def test_tokens_lie_in_their_text_and_hold_every_character() -> None:
    text = "“Don’t go,”  Mayor Anna Berg told\u00a0Reuters — twice; U.S. aides said no."
    (read,) = annotate([text])
    assert [text[t.start : t.end] for t in read.tokens] == [t.text for t in read.tokens]
    assert "".join(t.text for t in read.tokens) == "".join(text.split())


def test_one_record_for_each_text_in_order() -> None:
    texts = ["The dam held.", "", "   ", "Two sentences. Both are here."]
    read = annotate(texts)
    assert [r.text for r in read] == texts
    assert [len(r.tokens) > 0 for r in read] == [True, False, False, True]
    assert annotate([]) == ()


def test_dependencies_tags_and_entities_of_a_plain_sentence() -> None:
    (read,) = annotate(["Anna Berg said the dam would hold."])
    said = next(k for k, t in enumerate(read.tokens) if t.text == "said")
    assert read.tokens[said].lemma == "say"
    assert read.tokens[said].tag == "VBD"
    assert [read.tokens[k].text for k in read.below(said, "nsubj")] == ["Berg"]
    (clause,) = read.below(said, "ccomp")
    assert [read.tokens[k].text for k in read.subtree(clause)] == "the dam would hold".split()
    assert [(e.first, e.end, e.label) for e in read.entities] == [(0, 2, "PERSON")]
    assert said in read.roots


def test_heads_and_stretches_stay_within_their_sentence() -> None:
    for read in annotate(["The dam held, and the road did not.", "a b " * LONGEST, "x" * (2 * LONGEST)]):
        count = len(read.tokens)
        assert all(0 <= t.head < count for t in read.tokens)
        assert all(0 <= s.first < s.end <= count for s in (*read.chunks, *read.entities))
        assert sorted({k for root in read.roots for k in read.subtree(root)}) == list(range(count))


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    texts = ["The dam held.", "Anna Berg told Reuters that the dam held."]
    assert annotate(texts) == annotate(texts[:1]) + annotate(texts[1:])


def test_a_file_that_differs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not the official"):
        module._checked(tmp_path)


def test_a_missing_model_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGES", ("no-such-distribution-anywhere",))
    with pytest.raises(ModelError, match="pip install"):
        module._model_path()


def test_spacy_is_imported_only_when_something_is_read() -> None:
    code = "import sys, dashboard.language.annotate; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_model_remembers_no_word_of_a_text() -> None:
    annotate(["The zyxommas met the frobnicating ministers."])
    model = module._loaded[0]
    assert not model.get_pipe("lemmatizer").cache
    assert not {"zyxommas", "zyxomma", "frobnicating"} & set(model.vocab.strings)
