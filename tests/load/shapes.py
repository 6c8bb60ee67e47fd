"""Shapes of hostile text, each a function of its length: `python -m tests.load.shapes [--sizes 2000,4000,8000] [SHAPE …]`.

Each is read, compared and searched for findings, twice in one story. Printed: seconds of the processor for each size, and how much more the
largest takes than the one before. Twice the length may take 2.8 times the work; 1 is returned where a shape takes more. The encoder is a
stand-in of the tests.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence

from dashboard.pipeline import compare
from dashboard.story.read import read_files
from tests.support.stand_in import SETTINGS, hashed_words

MOST = 2.8
"""Times the work of half the length that a text may take: linear is 2."""
NOISE = 0.3
"""Seconds below which a time says nothing."""
CALM = b"The minister met the king on Tuesday. They talked about grain for two hours in the capital."


def _distinct(n: int) -> str:
    """Sentences of invented words, all different."""
    draw = random.Random(1)
    words = (
        "".join(draw.choice("bcdfglmnprst") + draw.choice("aeiou") for _ in range(3))
        for _ in range(8 * (n // 60 + 1))
    )
    text = list(words)
    return " ".join("The " + " ".join(text[k : k + 8]) + "." for k in range(0, len(text), 8))[:n]


SHAPES: dict[str, Callable[[int], str]] = {
    "plain words one line": lambda n: (
        ("The minister met the king and then went home " * (n // 45 + 1))[:n] + "."
    ),
    "sentences": lambda n: ("The minister met the king on Tuesday. " * (n // 38 + 1))[:n],
    "distinct sentences": lambda n: _distinct(n),
    "quotes only": lambda n: '"' * n + " a b c d.",
    "curly quotes open": lambda n: "“" * n + " a b c d.",
    "alternating quotes": lambda n: "“a” " * (n // 4),
    "quoted said": lambda n: '"We go," said Kim. ' * (n // 19),
    "open quotes words": lambda n: "“the minister said " * (n // 19),
    "nested quotes": lambda n: ("“a ‘b " * (n // 12)) + ("’ ”" * (n // 12)),
    "apostrophes": lambda n: "it's " * (n // 5),
    "capitals words": lambda n: "Kim Jong Un " * (n // 12),
    "CAPS one token": lambda n: "A" * n + " b c d.",
    "capital letters dotted": lambda n: "A." * (n // 2) + " b c d.",
    "distinct capitals": lambda n: " ".join(
        "X" + chr(97 + k % 26) + chr(97 + k // 26 % 26) + chr(97 + k // 676 % 26) for k in range(n // 5)
    ),
    "digits one token": lambda n: "1" * n + " b c d.",
    "numbers": lambda n: "12 345 " * (n // 7),
    "digits commas": lambda n: "1," * (n // 2) + " b c d.",
    "digits dots": lambda n: "1." * (n // 2) + " b c d.",
    "money": lambda n: "$3.5 million and " * (n // 17),
    "percent": lambda n: "50 percent of " * (n // 14),
    "numwords": lambda n: "twenty hundred thousand " * (n // 24),
    "dates": lambda n: "on July 27, 2023 " * (n // 17),
    "times": lambda n: "06:17 on Monday " * (n // 16),
    "commas only": lambda n: "," * n + " b c d e.",
    "words commas": lambda n: "one, " * (n // 5),
    "said said said": lambda n: "said " * (n // 5),
    "according to": lambda n: "according to " * (n // 13),
    "that that": lambda n: "said that he " * (n // 13),
    "brackets": lambda n: "(" * n + " b c d.",
    "brackets balanced": lambda n: "(" * (n // 2) + "a" + ")" * (n // 2) + " b c d.",
    "bracket words": lambda n: "(a b) " * (n // 6),
    "dots": lambda n: "." * n + " b c d.",
    "ellipsis spaced": lambda n: ". " * (n // 2) + " b c d.",
    "hyphens": lambda n: "-" * n + " b c d.",
    "hyphened": lambda n: "a-" * (n // 2) + "b c d e.",
    "dashes": lambda n: "one — two " * (n // 10),
    "spaces": lambda n: "a b c " + " " * n + " d.",
    "tabs newlines": lambda n: "a b c " + "\n \n" * (n // 3) + " d.",
    "short lines": lambda n: "ab cd\n" * (n // 6),
    "newlines lines": lambda n: "The king went home\n" * (n // 19),
    "markup <": lambda n: "<" * n + " b c d.",
    "underscores": lambda n: "_" * n + " b c d.",
    "stars": lambda n: "*" * n + " b c d.",
    "hashes": lambda n: "#" * n + " b c d.",
    "urls": lambda n: "http://" + "a/" * (n // 2) + " b c d.",
    "at signs": lambda n: "@" * n + " b c d.",
    "email": lambda n: "a@b." * (n // 4) + " b c d.",
    "bidi": lambda n: "\u202ea\u202c " * (n // 4) + " b c d.",
    "combining": lambda n: "a" + "\u0301" * n + " b c d.",
    "zwj emoji": lambda n: "👩\u200d" * (n // 2) + " b c d.",
    "nbsp": lambda n: "a\u00a0" * (n // 2) + " b c d.",
    "NULs few": lambda n: "a b c\x00 " + "x" * n + " d.",
    "of of of": lambda n: "of the " * (n // 7),
    "and and": lambda n: "Kim and " * (n // 8),
    "titles": lambda n: "Minister President General " * (n // 27),
    "not not": lambda n: "not not " * (n // 8),
    "first first": lambda n: "the first ever " * (n // 15),
    "he was": lambda n: "he was he is " * (n // 13),
    "possessive": lambda n: "Kim's Lee's " * (n // 12),
    "semi colons": lambda n: "a b; " * (n // 5),
    "colon": lambda n: "Kim: " * (n // 5),
    "slash": lambda n: "a/" * (n // 2) + " b c d.",
}


def work(text: str) -> None:
    """Read a text twice in one story, beside a calm one, compare, and work out the findings."""
    files = {"a.txt": text.encode(), "b.txt": f"{text} Another end came.".encode(), "c.txt": CALM}
    len(compare(read_files("tried", files), SETTINGS, encoder=hashed_words).findings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a shape takes more than MOST times the work of half its length."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.shapes")
    parser.add_argument("shapes", nargs="*", default=list(SHAPES))
    parser.add_argument("--sizes", default="2000,4000,8000")
    chosen = parser.parse_args(arguments)
    work("The king met the minister. " * 20)  # loads the parser
    slow = []
    for name in chosen.shapes:
        times = []
        for size in map(int, chosen.sizes.split(",")):
            begun = time.process_time()
            work(SHAPES[name](size))
            times.append(time.process_time() - begun)
        ratio = times[-1] / times[-2]
        if ratio > MOST and times[-1] > NOISE:
            slow.append(name)
        print(f"{name:26}" + " ".join(f"{t:7.2f} s" for t in times) + f"   x {ratio:.1f}", flush=True)
    print(f"{len(chosen.shapes)} shapes, {len(slow)} grow faster than their length: {slow}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
