"""A REFI-QDA project holds to the schema, and every coded passage is the words that the tables have.

`pyrefiqda` (MIT) has the published schema as classes, generated from it: their fields are its elements in its order and its
attributes, with what is required and the patterns. A file is held to them here by a walk, and then read by the package.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import etree
from pydantic import BaseModel
from pyrefiqda.models import Project
from pyrefiqda.refiproject import RefiProject

from dashboard.comparison import Comparison
from dashboard.export.refi_qda import as_qdpx, file_names
from dashboard.files import printable
from dashboard.pipeline import compare
from dashboard.presentation.filters import article_names, unique_labels
from dashboard.story.read import read_files
from tests.support.hostile import hostile
from tests.support.stand_in import SETTINGS, hashed_words

DATE = "2024-05-01"
NAMESPACE = "{urn:QDA-XML:project:1.0}"


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def tree(data: bytes) -> Any:
    return etree.fromstring(unpacked(data)["project.qde"])


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The class of an element's content that a field's type names, if it is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := model_in(inner))), None)


def breaks(element: Any, model: type[BaseModel]) -> list[str]:
    """Where an element does not hold to the schema's class of it: names, order, number, required parts, patterns."""
    faults: list[str] = []
    fields: dict[str, list[tuple[str, Any]]] = {"Element": [], "Attribute": []}
    for own, field in model.model_fields.items():
        held: Any = field
        known = dict(held.xsdata_metadata)
        if known["type"] in fields:
            fields[known["type"]].append((known.get("name", own), (held, known)))
    order = [name for name, _ in fields["Element"]]
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    faults += [f"{element.tag}: no {name} in the schema" for name in children if name not in order]
    places = [order.index(name) for name in children if name in order]
    if places != sorted(places):
        faults.append(f"{element.tag}: its elements are out of order: {children}")
    for name, (field, _) in fields["Element"]:
        many = "list" in str(field.annotation)
        if (field.is_required() and name not in children) or (not many and children.count(name) > 1):
            faults.append(f"{element.tag}: {children.count(name)} of {name}")
        inner = model_in(field.annotation)
        if inner:
            faults += [fault for child in element.findall(NAMESPACE + name) for fault in breaks(child, inner)]
    attributes = dict(fields["Attribute"])
    faults += [
        f"{element.tag}: no attribute {name} in the schema"
        for name in element.attrib
        if name not in attributes
    ]
    for name, (field, known) in attributes.items():
        value = element.get(name)
        if value is None:
            faults += [f"{element.tag}: {name} is missing"] if field.is_required() else []
        elif "pattern" in known and not re.fullmatch(known["pattern"], value):
            faults.append(f"{element.tag}: {name} is {value!r}")
    return faults


@pytest.fixture(scope="module")
def windows() -> Comparison:
    """Articles with line ends of two characters, and letters outside the first plane."""
    text = "The minister met the king.\r\n\r\n😀 They talked about grain for two hours.\r\nNobody said more."
    other = text.replace("two hours", "three hours")
    files = {"a.txt": text.encode(), "b.txt": other.encode()}
    return compare(read_files("windows", files), SETTINGS, encoder=hashed_words)


def test_a_project_holds_to_the_schema(comparison: Comparison, windows: Comparison) -> None:
    for found in (comparison, windows, hostile()):
        assert breaks(tree(as_qdpx(found, DATE)), Project) == []


def test_the_walk_finds_what_breaks_the_schema(comparison: Comparison) -> None:
    for spoil in ("order", "guid", "name", "attribute", "double"):
        root = tree(as_qdpx(comparison, DATE))
        code = root.find(f".//{NAMESPACE}Code")
        if spoil == "order":
            root.append(root.find(f"{NAMESPACE}Users"))
        elif spoil == "guid":
            code.set("guid", "12")
        elif spoil == "name":
            del code.attrib["name"]
        elif spoil == "attribute":
            code.set("colour", "#ffffff")
        else:
            root.insert(1, etree.SubElement(root, f"{NAMESPACE}Users"))
        assert breaks(root, Project), spoil


def test_another_program_reads_it(comparison: Comparison, tmp_path: Path) -> None:
    file = tmp_path / "a.qdpx"
    file.write_bytes(as_qdpx(comparison, DATE))
    read = RefiProject.load(file, str(tmp_path / "out"))
    assert read.sources
    assert len(read.sources.text_source) == len(comparison.articles)
    for source in read.sources.text_source:
        path = RefiProject.resolve_source_path(str(source.plain_text_path), tmp_path / "out")
        assert path.is_file()
        assert source.plain_text_selection


def passages(data: bytes) -> dict[tuple[str, str], set[str]]:
    """(source, code) -> passages, read as QualCoder reads them: the text in UTF-8 with line feeds, from the start up to
    the end position."""
    files, root = unpacked(data), tree(data)
    found: dict[tuple[str, str], set[str]] = {}
    for source in root.iter(f"{NAMESPACE}TextSource"):
        held = files[source.get("plainTextPath").replace("internal://", "sources/")]
        text = io.TextIOWrapper(io.BytesIO(held), encoding="utf-8").read()
        for selection in source.iter(f"{NAMESPACE}PlainTextSelection"):
            words = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
            for code in selection.iter(f"{NAMESPACE}CodeRef"):
                found.setdefault((source.get("name"), code.get("targetGUID")), set()).add(words)
    return found


def test_every_mention_is_coded_with_its_statement(comparison: Comparison, windows: Comparison) -> None:
    for found in (comparison, windows, hostile()):
        data = as_qdpx(found, DATE)
        names, coded = file_names(article_names(found)), passages(data)
        labels = unique_labels(found)
        codes = {c.get("name"): c.get("guid") for c in tree(data).iter(f"{NAMESPACE}Code")}
        number = {statement: k for k, statement in enumerate(found.statements["statement"], 1)}
        for statement, article, text in found.mentions[["statement", "article", "text"]].to_numpy():
            short = f"{number[statement]}. {' '.join(labels[statement].split())}"[:30]
            guid = next(g for name, g in codes.items() if name.startswith(printable(short)))
            assert printable(text.replace("\r\n", "\n")) in coded[names[article], guid]


def test_every_span_of_a_finding_is_coded(comparison: Comparison) -> None:
    coded = passages(as_qdpx(comparison, DATE))
    names = file_names(article_names(comparison))
    held = {(source, words) for (source, _), every in coded.items() for words in every}
    for article, text in comparison.spans[["article", "text"]].to_numpy():
        assert (names[article], text.replace("\r\n", "\n")) in held


def test_identifiers_are_each_there_once_and_every_reference_has_its_target(comparison: Comparison) -> None:
    root = tree(as_qdpx(comparison, DATE))
    own = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(own) == len(set(own))
    assert all(str(uuid.UUID(guid)) == guid for guid in own)
    targets = {e.get("targetGUID") for e in root.iter() if e.get("targetGUID")}
    assert targets <= set(own)


def test_a_program_that_knows_codes_by_name_loses_none(comparison: Comparison, windows: Comparison) -> None:
    """QualCoder keeps codes and sources by their names, and takes the first element of a coding for its code."""
    for found in (comparison, windows, hostile()):
        root = tree(as_qdpx(found, DATE))
        for codable in ("true", "false"):
            names = [c.get("name") for c in root.iter(f"{NAMESPACE}Code") if c.get("isCodable") == codable]
            assert len(names) == len(set(names))
        sources = [s.get("name") for s in root.iter(f"{NAMESPACE}TextSource")]
        assert len(sources) == len(set(sources))
        assert {c[0].tag for c in root.iter(f"{NAMESPACE}Coding")} == {f"{NAMESPACE}CodeRef"}


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison) -> None:
    assert as_qdpx(comparison, DATE) == as_qdpx(comparison, DATE)


def test_names_of_sources_can_be_names_of_files() -> None:
    found = file_names({"a": "France 24 / AFP?", "b": "France 24 AFP", "c": "..", "d": "C:\\x|y*", "e": ""})
    assert len(set(found.values())) == 5
    assert not any(set(name) & set('/\\:*?"<>|') or not name.strip(". ") for name in found.values())


def test_no_text_of_an_article_becomes_markup() -> None:
    root = tree(as_qdpx(hostile(), DATE))
    assert {element.tag for element in root.iter()} <= {
        NAMESPACE + name
        for name in (
            "Project Users User CodeBook Codes Code Variables Variable Cases Case VariableValue VariableRef TextValue "
            "IntegerValue SourceRef Sources TextSource PlainTextSelection Coding CodeRef Description"
        ).split()
    }
