"""Pictures of emphasis: nothing covers another, colours stay, every mark opens its lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard import charts
from dashboard.charts.bump_chart import spread_out
from dashboard.comparison import Comparison
from dashboard.presentation import emphasis, profile
from dashboard.presentation.emphasis import PICTURES, PictureData, swatches, typed_items
from dashboard.tables import REPORTED


def scene_of(comparison: Comparison, key: str, ink: charts.Ink = charts.LIGHT) -> PictureData:
    names = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    picture = PICTURES[key]
    items = picture.items(comparison, list(names))
    shown = picture.first(comparison, list(names)) or list(items)
    if key == "any words":
        items = typed_items(comparison, names, "letter, Ukraine, nowhere at all")
        shown = list(items)
    colours = charts.outlet_colours(list(names))
    return PictureData(comparison, names, colours, ink, {i: items[i] for i in shown})


@pytest.mark.parametrize("wanted", [[5, 5, 5], [0, 100], [90, 91, 92, 10], [], [50], [3, 1, 2]])
def test_names_never_collide(wanted: list[float]) -> None:
    placed = spread_out(wanted, 20, 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(ordered))
    assert all(0 <= p <= 100 for p in placed)
    assert sorted(range(len(wanted)), key=lambda k: (wanted[k], k)) == sorted(
        range(len(wanted)), key=lambda k: placed[k]
    )


def test_names_that_have_room_stay_where_they_are() -> None:
    assert spread_out([10, 40, 90], 20, 0, 100) == pytest.approx([10, 40, 90])


def test_names_without_room_share_it() -> None:
    assert spread_out([1, 2, 3], 80, 0, 100) == pytest.approx([0, 50, 100])


@pytest.mark.parametrize("key", [k for k in PICTURES if k != "own words"])
@pytest.mark.parametrize("ink", [charts.LIGHT, charts.DARK], ids=["light", "dark"])
def test_every_picture_is_drawn_and_can_be_clicked(comparison: Comparison, key: str, ink: charts.Ink) -> None:
    scene = scene_of(comparison, key, ink)
    spec = PICTURES[key].draw(scene).to_dict()
    assert "mark" in {parameter["name"] for parameter in spec["params"]}


@pytest.mark.parametrize("key", [k for k in PICTURES if k not in ("own words", "any words")])
def test_every_figure_opens_its_lines(comparison: Comparison, key: str) -> None:
    """A mark whose figure is above 0 has lines, and the words marked in them are the article's own."""
    picture, scene = PICTURES[key], scene_of(comparison, key)
    measure = picture.measures[0]
    table = emphasis.figures(picture, comparison, scene.names)
    counted = table[(table["measure"] == measure) & (table["value"] > 0)]
    marks = emphasis.marks(picture, scene)
    pairs = list(marks)[:200] if key in ("shape",) else [(r.item, r.article) for r in counted.itertuples()]
    assert pairs
    for item, article in pairs:
        found = picture.lines(comparison, article, item)
        assert found, (item, article)
        for line in found:
            assert line.text in comparison.story.texts[article]
            assert all(0 <= a < b <= len(line.text) for a, b in line.spans)


def test_a_theme_has_one_colour_and_letter_everywhere(comparison: Comparison) -> None:
    known = swatches(comparison)
    for key in ("themes", "shape"):
        scene = scene_of(comparison, key)
        for _, colour, words in emphasis.key_of(PICTURES[key], scene):
            assert colour == known[words][1]


def test_the_file_has_every_figure_with_its_definition(comparison: Comparison) -> None:
    names = dict(zip(comparison.articles["article"], comparison.articles["outlet"], strict=True))
    for picture in PICTURES.values():
        if picture.measures and picture.key != "own words":
            text = emphasis.as_csv(picture, comparison, names).decode("utf-8-sig")
            assert text.splitlines()[0] == "outlet,article,measure,item,label,value,definition"
            assert len(text.splitlines()) > 1


def test_a_portrait_keeps_apart_what_could_not_be_known(comparison: Comparison) -> None:
    articles = list(comparison.articles["article"])
    state = comparison.coverage.set_index(["statement", "article"])["state"]
    for article in articles:
        found = profile.portrait(comparison, article, articles)
        assert all(state[s, article] in REPORTED for s in found.alone)
        for left in found.left_out:
            assert state[left.statement, article] == ("absent" if left.known else "not_yet")
            assert len(left.reporters) > 1
            assert all(state[left.statement, other] in REPORTED for other in left.reporters)
        for name in found.names:
            assert name.own.article == article
            assert article not in {span.article for span in name.others}
