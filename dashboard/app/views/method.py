"""How the tables come about, how good they are, what they do not say, and how to cite them."""

import pandas as pd
import streamlit as st

from dashboard.app.sidebar import Choices
from dashboard.export import citation

choices: Choices = st.session_state.choices
comparison = choices.comparison

st.title("Method")
for line in citation.METHOD:
    st.write(line)

st.subheader("How good it is")
st.caption(
    "Measured on stories that the program was not tuned on. Precision: how much of what it found is right. Recall: how much of what "
    "is there it found. F1 combines the two; 1 is perfect. The README has the same figures."
)
columns = ["What", "Parallax", "Human readers", "Measured on", "Command"]
measured = pd.DataFrame([one.row for one in citation.measured()], columns=columns).set_index("What")
st.table(measured.drop(columns="Command"))
with st.expander("The commands that measure it again"):
    st.table(measured[["Command"]])

st.subheader("Limits")
st.markdown("\n".join(f"- {line}" for line in citation.LIMITS))

st.subheader("This comparison")
st.caption("A digest (SHA-256) shows whether your copy of a text or model is the one used here.")
facts = [*citation.citation(comparison), *citation.calibration(comparison)]
st.dataframe(
    pd.DataFrame(facts, columns=["", "Value"]), hide_index=True, alt="What this comparison was made with."
)

st.subheader("To cite")
st.code(citation.cite(comparison), language=None, wrap_lines=True)
entries = citation.bibtex(comparison)
st.code(entries, language="latex", wrap_lines=True)
st.download_button("BibTeX (.bib)", entries, "parallax.bib", "application/x-bibtex", on_click="ignore")
