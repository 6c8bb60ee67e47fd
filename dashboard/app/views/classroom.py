"""For a class: which outlet wrote this sentence? A sheet to print, with its key."""

from functools import partial

import streamlit as st

from dashboard.app import cache, elements
from dashboard.app.sidebar import Choices
from dashboard.export import report
from dashboard.presentation import classroom, markup

choices: Choices = st.session_state.choices
comparison, names, colours = choices.comparison, choices.names, choices.colours

st.title("Classroom")
st.caption(
    "Which outlet wrote this sentence? Each one reports something that another outlet reports too, so only its words give it "
    "away. Guess, then see how the others say it."
)
sheet = st.number_input(
    "Sheet", 1, 999, key="sheet", bind="query-params", help="Each number gives other sentences."
)
asked = cache.result(classroom.questions, comparison, names, sheet)
if not asked:
    st.info("Too few sentences fit. Choose more outlets in the sidebar, or add articles in “Your story”.")
    st.stop()
st.download_button(
    "Worksheet to print, with answer key (HTML)",
    partial(report.worksheet, comparison, names, sheet),
    f"worksheet-{sheet}.html", "text/html", on_click="ignore",
)  # fmt: skip
st.caption("The key is on the last page. Open the file in a browser and print it.")
guesses = []
spoken = {article: markup.plain(name) for article, name in names.items()}
for question in asked:
    with st.container(border=True):
        st.html(markup.html("question.jinja", question=question))
        guess = st.radio(
            f"Who wrote sentence {question.number}?",
            question.options,
            index=None,
            format_func=spoken.__getitem__,
            horizontal=True,
            key=f"guess {question.sentence}",
        )
        guesses.append(guess)
        if guess:
            elements.cards(classroom.answer(question, guess, names, colours))
            elements.link("reading", elements.FOUND, classroom.query(comparison, question, names))
st.markdown(classroom.score(asked, guesses))
