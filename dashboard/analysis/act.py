"""An act of saying: source, verb and claim as places in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.analysis.tokens import Range


@dataclass(frozen=True)
class Act:
    """One act of saying; all ranges are indices of the sentence's words.

    Attributes:
        source: who says it; None where nobody is named.
        verb: the words that report.
        claim: what is said.
        lemma, stance: of the verb.
        kind: "speaker", "evidence" or "unnamed".
        channels: phrases through which it came, from the outlet inwards.
        inherits: the subject is that of an act before it ("and vowed", ", adding").
        trailing: the claim stands before the verb.
    """

    source: Range | None
    verb: Range
    claim: Range
    lemma: str
    stance: str
    kind: str = "speaker"
    channels: tuple[Range, ...] = ()
    inherits: bool = False
    trailing: bool = False

    @property
    def unit(self) -> Range:
        """From the first word of source and verb to the last."""
        if self.source is None or self.inherits:
            return self.verb
        return min(self.source[0], self.verb[0]), max(self.source[1], self.verb[1])
