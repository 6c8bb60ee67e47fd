"""The pictures of emphasis: how each is read, what it measures, what it draws and the lines behind a mark.

A new picture is one entry of PICTURES.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard import charts, lines, scenes
from dashboard.analysis.anatomy import NO_THEME
from dashboard.analysis.comparison import Comparison
from dashboard.lines import Line
from dashboard.scenes import First, Items, Scene, Sketch


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture of emphasis.

    Attributes:
        key: short name, for addresses.
        title, reading: its heading and the sentence that says how to read it.
        measures: names of MEASURES that it shows.
        items: every item it can show -> label.
        first: those it shows before the reader chooses.
        sketch: the chart's function and arguments.
        lines: the lines behind a mark.
        empty: what to say where there is no item.
        whole: it always shows all items, so there is nothing to choose.
        in_context: its lines are shown as key words in context.
    """

    key: str
    title: str
    reading: str
    measures: tuple[str, ...]
    items: Items
    first: First
    sketch: Callable[[Scene], Sketch]
    lines: Callable[[Comparison, str, str], list[Line]]
    empty: str
    whole: bool = False
    in_context: bool = False

    def draw(self, scene: Scene) -> charts.LayerChart:
        """The chart."""
        chart, arguments = self.sketch(scene)
        return chart(*arguments)


PICTURES: Mapping[str, Picture] = {
    picture.key: picture
    for picture in (
        Picture(
            "statements",
            "Where each outlet puts it",
            "Follow a line from outlet to outlet: the higher, the earlier the article tells the statement. "
            "A square at the top: told in a headline; a ring: told in the lead, the first sentence of the "
            "body. What was not found falls out at the bottom. Shown first are statements that at least "
            "half of the outlets tell and place most differently.",
            ("position", "headline", "lead"),
            scenes.statements,
            scenes.telling,
            scenes.sketch_statements,
            lines.of_statement,
            "No statement was found in these articles.",
        ),
        Picture(
            "themes",
            "When each outlet comes to a theme",
            "As for statements: a dot stands where the article first says anything on the theme.",
            ("theme_position", "theme_last", "theme_headline", "theme_lead"),
            lambda c, a: {t: t for t in scenes.themes(c, a) if t != NO_THEME},
            scenes.leading_themes,
            scenes.sketch_themes,
            lines.of_theme_told,
            "No theme was found in these articles.",
        ),
        Picture(
            "shape",
            "The shape of each report",
            "One bar an article, one block a sentence (or the part of it on one theme), at its place from "
            "the first character to the last. The letter names the theme. Under the bar: a thick line, "
            "words in quotation marks; a thin line, words attributed to somebody; no line, the narrator. "
            "Outlined: headline; pale: caption; the hair line: set aside.",
            ("theme_words", "voice_words"),
            scenes.themes,
            scenes.leading_themes,
            scenes.sketch_shape,
            lines.of_sentence,
            "These articles hold no sentence that is compared.",
            whole=True,
        ),
        Picture(
            "space",
            "What each outlet spends its words on",
            "The longer the bar, the larger the share of the article's own body words on the theme; a "
            "column sums to 100 %, however long the article.",
            ("theme_share", "theme_words"),
            scenes.themes,
            lambda c, a: list(scenes.themes(c, a)),
            scenes.sketch_space,
            lines.of_theme,
            "These articles have no body.",
        ),
        Picture(
            "voices",
            "Whose voice is heard",
            "Each bar is an article's body words: full, the narrator speaks; pale, words attributed to "
            "somebody without quotation marks; outlined, words in quotation marks.",
            ("voice_share", "voice_words", "theme_voice_share"),
            scenes.voice_groups,
            lambda _c, _a: [scenes.ALL],
            scenes.sketch_voices,
            lines.of_voice,
            "These articles have no body.",
        ),
        Picture(
            "sources",
            "Whose words fill the quotations",
            "Of all words that an article prints in quotation marks, the share of each source; a column "
            "sums to 100 %.",
            ("source_share", "source_words"),
            scenes.ranked("source_share"),
            scenes.top(scenes.ranked("source_share")),
            scenes.sketch_sources,
            lines.of_source,
            "No article quotes anybody.",
        ),
        Picture(
            "actors",
            "Who is named",
            "The bar: namings per 1,000 words of the article, all names of one actor joined. The figure: "
            "how often; ❝ where the article also gives words to the actor as a source. At the right: how "
            "far down the first naming below the headlines stands.",
            ("actor_count", "actor_rate", "actor_position", "actor_words"),
            scenes.ranked("actor_count"),
            scenes.top(scenes.ranked("actor_count")),
            scenes.sketch_actors,
            lines.of_actor,
            "No name was found in these articles.",
            in_context=True,
        ),
        Picture(
            "own words",
            "Words that one outlet uses more than all others",
            "Words and phrases whose excess in one outlet chance does not explain: it is greater than what "
            "dealing the same sentences out at random gives in 98 of 100 deals, and holds in both halves of "
            "the outlet's text. The bar: uses per 1,000 words (‰).",
            ("distinctive", "distinctive_count"),
            scenes.own_words,
            scenes.top(scenes.own_words),
            scenes.sketch_terms,
            lines.of_term,
            "No word or phrase is distinctive: differences as large as those between these texts also arise "
            "when their sentences are dealt out to the outlets at random. Longer or more articles may show "
            "some.",
            in_context=True,
        ),
        Picture(
            "any words",
            "Where words of your choice stand",
            "Type words or phrases, with commas between them; each is followed through the articles as a "
            "statement is.",
            (),
            lambda _c, _a: {},
            lambda _c, _a: [],
            scenes.sketch_words,
            lines.of_term,
            "None of these words stands in the articles. Type one or several, with commas between them.",
            in_context=True,
        ),
    )
}
