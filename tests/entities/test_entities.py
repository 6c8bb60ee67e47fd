"""Names of one actor are joined, names of two are not; no model is needed for it."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.encoding.encode import SentenceVectors
from dashboard.encoding.phrases import chunks
from dashboard.entities.entities import Actors, actors
from dashboard.story.read import read_files


def named(*articles: str) -> Actors:
    """Actors of a story whose vectors say nothing."""
    story = read_files("story", {f"{k}.txt": text.encode() for k, text in enumerate(articles)})
    flat = {
        str(s): SentenceVectors(
            np.ones((1, 4), np.float32),
            np.zeros(1, np.int32),
            np.array([len(t)], np.int32),
            np.ones(4, np.float32),
        )
        for s, t in zip(story.sentences["sentence"], story.sentences["text"], strict=True)
    }
    return actors(chunks(story, flat))


def forms(found: Actors, actor: str) -> set[str]:
    return set(found.table.loc[found.table["actor"] == actor, "form"])


def test_surname_courtesy_and_office_join_the_full_name() -> None:
    found = named(
        "Defence Minister Viktor Dalen spoke on Monday. Mr. Dalen left early. Dalen was tired. The minister signed the decree in the evening."
    )
    assert {"Defence Minister Viktor Dalen", "Mr. Dalen", "Dalen", "The minister"} <= forms(
        found, "viktor dalen"
    )
    assert found.names["viktor dalen"] == "Viktor Dalen"


@pytest.mark.parametrize(
    ("naming", "his"),
    [
        ("The director signed the report.", True),
        ("The Port Authority director signed the report.", True),
        ("The director of the Port Authority signed the report.", True),
        ("The H.B.A. director signed the report.", False),
        ("The director of the Harbour Bank signed the report.", False),
        ("Nobody asked the senior director for Velmar at the ministry.", False),
    ],
)
def test_an_office_elsewhere_is_somebody_else(naming: str, his: bool) -> None:
    """An office by itself stands for the person described by it, not with a house where the story never puts them."""
    found = named(f"Port Authority Director Viktor Dalen spoke on Monday. {naming}")
    assert (
        any("director " in f"{form} ".lower() for form in forms(found, "viktor dalen") if "Dalen" not in form)
        is his
    )


def test_an_abbreviated_title_is_the_office_and_a_former_holder_is_not() -> None:
    found = named("Gov. Viktor Dalen met former Governor Carl Roe on Monday. The governor left early.")
    assert "The governor" in forms(found, "viktor dalen")
    assert "The governor" not in forms(found, "carl roe")


def test_a_lieutenant_governor_is_not_the_governor() -> None:
    found = named("Gov. Viktor Dalen met Lt. Gov. Lily Roe on Monday. The lieutenant governor left early.")
    assert "The lieutenant governor" not in forms(found, "viktor dalen")


def test_capital_and_short_form_stand_for_the_government() -> None:
    found = named("Pyongyang denies it. North Korea said so. The North has denied it.", "The DPRK agreed.")
    assert {"Pyongyang", "North Korea", "The North"} <= forms(found, "north korea")


def test_a_hyphen_makes_no_other_person() -> None:
    found = named("Leader Kim Jong Un arrived in the city.", "Leader Kim Jong-un arrived in the city.")
    assert found.table.loc[found.table["actor"] == "kim jong un", "article"].nunique() == 2


def test_two_persons_of_one_surname_stay_apart() -> None:
    found = named("Senator Anna Varga met Senator Boris Varga in the city on Monday.")
    assert {"anna varga", "boris varga"} <= set(found.names)


def test_of_a_family_the_surname_alone_is_his_of_whom_the_article_speaks_first() -> None:
    found = named(
        "Former Rep. Carl Poe Jr. pleaded guilty on Monday. Poe cried. His wife, Dana Poe, came too. "
        "The charge against Dana Poe is lighter. Poe bought a watch. His father, the Rev. Carl Poe, looked on. Poe left."
    )
    assert sum(found.table["name"] == "Carl Poe Jr.") == 4
    assert sum(found.table["name"] == "Dana Poe") == 2
    assert sum(found.table["name"] == "Carl Poe") == 1


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        (  # of a family, whom the article is about
            "Gov. Carl Poe spoke on Monday of his son, Seth Poe. Seth Poe said he wrote to him. The letter of Seth Poe is "
            "known. Mr. Poe was a cook. Seth Poe moved to the coast. Mr. Poe came back.",
            "Seth Poe",
            6,
        ),
        (  # an office tells whose surname it is, and his it is in what follows
            "President Carl Poe came on Monday. Dana Poe and Dana Poe met at the port. President Poe spoke. Mr. Poe left.",
            "Carl Poe",
            3,
        ),
        (  # "Mr. Poe" is not the first lady
            "Mr. Poe spoke on Monday. President Poe was tired. The first lady, Dana Poe, had spoken there. Mr. Poe left.",
            "Dana Poe",
            1,
        ),
        (  # of two governors the one who was named last
            "Gov. Carl Poe spoke. In the south Gov. Ned Roe signed it, and Governor Roe was glad. Poe stayed. The governor left.",
            "Carl Poe",
            3,
        ),
        ("Republican Anna Berg and Democrat Carl Poe met. Democrat Poe left. Gov. Poe (D) came back.", "Carl Poe", 3),
    ],
)  # fmt: skip
def test_a_surname_and_an_office_are_counted_for_whom_they_mean(text: str, name: str, count: int) -> None:
    found = named(text)
    assert sum(found.table["name"] == name) == count, dict(found.table["name"].value_counts())


def test_a_hyphenated_surname_is_its_bearers() -> None:
    found = named(
        "Judge Carl Roe sentenced Diana Reyes-Ortiz on Monday. Reyes-Ortiz was silent. Reyes-Ortiz left."
    )
    assert {"Diana Reyes-Ortiz", "Reyes-Ortiz"} <= forms(found, "diana reyes ortiz")


def test_a_state_is_not_the_place_whose_name_begins_with_its_own() -> None:
    found = named(
        "A judge in Florida spoke on Monday. Shells are sold in the Florida Keys. Florida is large."
    )
    assert "Florida" in forms(found, "florida")


def test_the_office_whose_thing_it_is_counts() -> None:
    found = named("President Viktor Dalen spoke on Monday. Nobody liked the president's plan.")
    assert "the president" in forms(found, "viktor dalen")


def test_the_same_court_with_and_without_its_country_is_one() -> None:
    found = named(
        "The U.S. Supreme Court ruled on Monday. The Supreme Court was divided.",
        "The U.S. Supreme Court met.",
    )
    assert len(forms(found, "supreme court")) == 2


def test_officers_are_no_part_of_a_name() -> None:
    found = named(
        "Officers Rogelio Santander and Crystal Almeida came on Monday. Officer Santander was tired."
    )
    assert "Officer Santander" in forms(found, "rogelio santander")
    assert not any("officers" in actor for actor in found.names)


@pytest.mark.parametrize("text", ["The rain fell on Monday in July.", "Nobody came at all."])
def test_dates_and_common_words_are_no_actors(text: str) -> None:
    assert not {"monday", "july"} & set(named(text).names)


def test_every_mention_replays() -> None:
    text = "President Paula Reyes of Marlen met Mr. Dalen. Its leader, Paula Reyes, smiled."
    for m in named(text).table.itertuples():
        assert text[m.start : m.end] == m.form


def test_a_body_bears_its_full_name_and_not_the_article_before_its_letters() -> None:
    found = named(
        "Leaders of the NAACP met. The report says that the NAACP condemns it. Nobody accused the NAACP.",
        "It was adopted by the National Association for the Advancement of Colored People.",
    )
    assert "The" not in found.names.values()
    assert "the" not in found.names.values()


def test_no_two_actors_bear_one_name() -> None:
    found = named(
        "9 Floors Brewing Co", "5 Doors Brewing Co opened.", "Close Brewing Co. Brewing Co. was there."
    )
    assert len(set(found.names.values())) == len(found.names)


@pytest.mark.parametrize(
    ("text", "actor", "own", "others"),
    [
        (
            "The Harbour and Coast Service (HCS) closed the port. The HCS said it was unsafe.",
            "hcs",
            set(),
            set(),
        ),
        ("Rep. Dana Poe (R-Ohio) spoke on Monday. Poe left early.", "ohio", set(), {"R-Ohio"}),
        ("OSLO — Dana Poe spoke on Monday. Poe left early.", "norway", set(), {"OSLO"}),
        (
            "House Republicans met on Monday. The House voted in the evening.",
            "house republicans",
            {"House Republicans"},
            {"The House"},
        ),
        (
            "The Secretary spoke on Monday. The Committee met in the evening.",
            "secretary",
            set(),
            {"The Secretary"},
        ),
    ],
)
def test_a_body_an_office_and_a_party_are_no_persons_names(
    text: str, actor: str, own: set[str], others: set[str]
) -> None:
    """An abbreviation in brackets is no actor beside the body; a body's first word is not the body."""
    found = forms(named(text), actor)
    assert own <= found
    assert not others & found


def test_a_surname_in_a_headline_is_the_person() -> None:
    found = named(
        "For Now, Poe to Keep the Ban\n\nMayor Dana Poe kept the ban on Monday. Mr. Poe gave no reason."
    )
    assert {"Poe", "Mayor Dana Poe", "Mr. Poe"} <= forms(found, "dana poe")


@pytest.mark.parametrize("more", ["dana", "lena", "mona", "vera"])
def test_a_surname_that_several_bear_is_in_a_headline_who_is_named_most(more: str) -> None:
    """Whoever else bears it, and in whatever order: equal texts give equal actors in every run."""
    family = " ".join(
        f"Mayor {name.title()} Poe spoke on Monday." for name in ("dana", "lena", "mona", "vera")
    )
    found = named(
        f"For Now, Poe to Keep the Ban\n\n{family} Mayor {more.title()} Poe kept the ban on Tuesday."
    )
    assert "Poe" in forms(found, f"{more} poe")


def test_a_person_whose_name_is_printed_in_two_ways_is_counted_once() -> None:
    found = named(
        "Dana Poe spoke on Monday. Dana Maria Poe left early. Poe was tired.",
        "Dana Poe went home. Carl Poe stayed. Carl Poe was well.",
    )
    assert found.canonical_name("Poe") == "Dana Poe"
    assert found.canonical_name("Carl Poe") == "Carl Poe"


def spot(found: Actors, form: str) -> tuple[str, int, int]:
    row = found.table[found.table["form"] == form].iloc[0]
    return str(row["article"]), int(row["start"]), int(row["end"])


def test_a_reader_joins_two_names_and_parts_one() -> None:
    found = named("Mayor Dana Poe spoke on Monday. Mr. Poe left early. Anna Berg stayed. Berg was tired.")
    joined = found.apply_corrections([(spot(found, "Mr. Poe"), spot(found, "Anna Berg"))])
    assert {"Mr. Poe", "Anna Berg", "Berg"} <= forms(joined, "dana poe")
    assert joined.canonical_name("Anna Berg") == "Dana Poe"
    parted = found.apply_corrections(apart=[spot(found, "Mr. Poe")])
    assert "Mr. Poe" not in forms(parted, "dana poe")
    assert len(parted.table) == len(found.table)
    assert found.apply_corrections() is found


@pytest.mark.parametrize(
    ("text", "actor", "name", "own"),
    [
        (
            "Mayor Carl Poe said he was well. Mr. Poe left early with his coat. Mrs. Poe stayed in the city.",
            "mrs poe",
            "Mrs. Poe",
            {"Mrs. Poe"},
        ),
        (
            "Mayor Carl Poe came on Monday. Carl Poe Jr. met Anna Berg. Carl Poe was tired. Carl Jr. left.",
            "carl poe jr",
            "Carl Poe Jr.",
            {"Carl Poe Jr", "Carl Jr"},
        ),
        ("Carl Poe Jr. came on Monday. Anna Berg met Carl Poe Jr. again.", "carl poe", "Carl Poe", {"Carl Poe Jr"}),
        ("The White House spoke on Monday. Nobody in America heard it.", "white house", "White House", {"The White House"}),
        (
            "Anna Berg of the Harbor Department spoke. A Berg aide left. Harbor Department lawyers met.",
            "anna berg",
            "Anna Berg",
            {"Berg"},
        ),
        (
            "Anna Berg of the Harbor Department spoke. A Berg aide left. Harbor Department lawyers met.",
            "harbor department",
            "Harbor Department",
            {"the Harbor Department", "Harbor Department"},
        ),
        (
            "The Harbor Times wrote on Monday. The Times was right. Anna Berg read The Harbor Times.",
            "harbor times",
            "Harbor Times",
            {"The Harbor Times", "The Times"},
        ),
        ("Anna Berg gave to the Children's Defense Fund.", "children 's defense fund", "Children's Defense Fund", None),
    ],
)  # fmt: skip
def test_each_has_the_namings_that_are_its_own(
    text: str, actor: str, name: str, own: set[str] | None
) -> None:
    """A wife, a son and a house of government are nobody else; what stands before a noun names as well."""
    found = named(text)
    assert found.names.get(actor) == name, found.names
    if own is not None:
        assert own <= forms(found, actor)
    if actor in ("mrs poe", "carl poe jr", "white house"):
        assert forms(found, actor) == own


def test_capitals_of_a_headline_make_no_names() -> None:
    found = named(
        "Berg Asks Harbor Office to Vet Old Emails for Release\n\nAnna Berg asked the Harbor Office on Monday, before Feb. 8."
    )
    assert set(found.names) == {"anna berg", "harbor office"}
    assert {"Berg", "Anna Berg"} <= forms(found, "anna berg")


def test_the_president_is_not_the_vice_president() -> None:
    found = named(
        "President Anna Berg spoke in the morning. Vice President Carl Roe spoke after her in the hall. "
        "The president left early. The vice president stayed."
    )
    assert "The president" in forms(found, "anna berg")
    assert forms(found, "carl roe") == {"Vice President Carl Roe", "The vice president"}


def test_a_lawyer_of_his_own_is_not_the_lawyer_whom_the_story_names() -> None:
    found = named(
        "The lawyer Anna Berg spoke on Monday. Carl Roe refused to come. His lawyer stayed away. The lawyer left."
    )
    assert forms(found, "anna berg") == {"The lawyer Anna Berg", "The lawyer"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The council met in Yuma, Ariz., on Monday. Many people in Arizona heard of it.",
            {"Yuma", "Arizona"},
        ),
        (
            "The Arizona Legislature sat on Monday. It was the Legislature that passed Senate Bill 1062 at noon.",
            {"Arizona Legislature"},
        ),
        ("Prominent Republicans met on Monday. The Republicans left at noon.", {"Republicans"}),
        (
            "The self-titled America's Toughest Sheriff spoke at length. The sheriff was calm.",
            {"United States"},
        ),
        (
            "The famous Miss Universe Anna Berg came late. On Monday Anna Berg left. Anna Berg met the crew.",
            {"Anna Berg"},
        ),
        (
            "Following Romney's speech, the crew of Mitt Romney left. Nobody saw Mitt Romney again.",
            {"Mitt Romney"},
        ),
    ],
)  # fmt: skip
def test_abbreviations_epithets_and_words_before_a_name_make_no_second_actor(
    text: str, names: set[str]
) -> None:
    assert set(named(text).names.values()) == names


def test_a_city_to_which_somebody_leaves_is_no_government() -> None:
    found = named("Gov. Anna Berg left for Washington on Monday. The crew of the ship stayed at home.")
    assert "united states" not in found.names


def test_a_name_before_a_noun_is_counted_but_heads_no_phrase() -> None:
    found = named("Anna Berg spoke on Monday. A Berg aide left early.")
    within = [n for n in found.namings if n.kind == "within"]
    assert [n.text for n in within] == ["Berg"]
    assert found.at(within[0].home.sentence, within[0].first) == ""
