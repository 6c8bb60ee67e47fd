"""The command line: compare stories, export one, make a new one, and maintain the project itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.comparison import Comparison, ready, save
from dashboard.encoding.encode import MODELS, ModelError
from dashboard.export import FORMATS, write_export, write_json
from dashboard.export.citation import day
from dashboard.files import DEFAULT_STORY, cache_folder, write_atomically
from dashboard.pipeline import compare
from dashboard.settings import DEFAULT_MODEL, Settings, settings_of
from dashboard.statements.corrections import CorrectionError, load
from dashboard.story.read import Story, StoryError, read_folder
from dashboard.story.story import Fault

STOPS = (StoryError, ModelError, CorrectionError, ValueError, OSError)
"""What stops one story; each says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 where a story could not be compared, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    several = commands.add_parser("compare", help="compare the articles of story folders and write JSON")
    several.add_argument("stories", nargs="+", type=Path, metavar="STORY", help="a folder of articles")
    several.add_argument("--out", type=Path, default=Path(), help="folder for <story>.json (default: here)")
    _add_settings(several)
    several.set_defaults(run=_compare)
    _take_export(
        commands.add_parser("export", help="compare one story and write a report, tables or pictures")
    )
    _take_new(
        commands.add_parser(
            "new",
            help="make a story folder from files, with an outlets.csv to fill in; overwrites nothing",
        )
    )
    ship = commands.add_parser(
        "ready",
        help="recompute the default story and store the result with the program, in data/comparison",
    )
    ship.set_defaults(run=_ready)
    _take_calibrate(
        commands.add_parser(
            "calibrate",
            help="refit the probabilities on annotated stories and evaluate them on a story left out",
        )
    )
    return parser


def _take_export(command: argparse.ArgumentParser) -> None:
    """What `export` is told."""
    command.add_argument("story", type=Path, metavar="STORY", help="a folder of articles")
    command.add_argument(
        "--format",
        nargs="+",
        required=True,
        choices=FORMATS,
        metavar="FORMAT",
        help="; ".join(f"{name}: {chosen.holds}" for name, chosen in FORMATS.items()),
    )
    command.add_argument(
        "--out",
        type=Path,
        default=Path(),
        help="folder for <story>.<ending>, or of one format a file with its ending (default: here)",
    )
    command.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="date printed on the export (default: SOURCE_DATE_EPOCH, else today)",
    )
    _add_settings(command)
    command.set_defaults(run=_export)


def _take_new(command: argparse.ArgumentParser) -> None:
    """What `new` is told."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to make")
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="articles in any supported format, press exports, tables of articles, or one saved story (.zip)",
    )
    command.add_argument(
        "--outlet", default="", help="who published all of them (default: what the files say)"
    )
    command.add_argument(
        "--date",
        default="",
        metavar="YYYY-MM-DD",
        help="when they were published (default: what the files say)",
    )
    command.set_defaults(run=_new)


def _take_calibrate(command: argparse.ArgumentParser) -> None:
    """What `calibrate` is told."""
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="annotated stories to fit on, one a line of JSON"
    )
    command.add_argument(
        "--choose",
        nargs="+",
        type=Path,
        metavar="FILE",
        default=[],
        help="annotated stories to choose the operating point on; a file that is also fitted on is left out of the fit "
        "evaluated on it",
    )
    command.add_argument("--source", help="what the stories are, in words; needed for --out")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the calibration here")
    command.set_defaults(run=_calibrate)


def _add_settings(command: argparse.ArgumentParser) -> None:
    """What a comparison depends on besides the story."""
    command.add_argument(
        "--model", help=f"{', '.join(MODELS)}, a hub name or a folder (default: {DEFAULT_MODEL})"
    )
    command.add_argument("--threshold", type=float, help="lowest confidence at which a link counts, 0 to 1")
    command.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _chosen(options: argparse.Namespace) -> dict[str, Any]:
    """The settings that the call names.

    Raises:
        ValueError: one is out of range.
    """
    named = {"model": options.model, "threshold": options.threshold}
    chosen = {key: value for key, value in named.items() if value is not None}
    Settings(**chosen)
    return chosen


def _compared(folder: Path, story: Story, chosen: Mapping[str, Any]) -> Comparison:
    """The comparison of a story folder, with the settings and corrections that lie in it; says what is wrong."""
    _say_faults(folder, story.faults)
    settings = replace(settings_of(folder), **chosen)
    corrections = load(folder)
    comparison = ready(folder, settings, corrections) or compare(
        story, settings, corrections=corrections, store=cache_folder()
    )
    _say_faults(folder, comparison.lost)
    return comparison


def _say_faults(folder: Path, faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(f"{folder.name}: {fault}", file=sys.stderr)


def _stopped(folder: Path, error: Exception) -> int:
    print(f"error: {folder}: {error}", file=sys.stderr)
    return 1


def _ready(_options: argparse.Namespace) -> int:
    """Replace the shipped comparison by what the program computes now, the model included: nothing is taken from a cache."""
    try:
        settings = settings_of(DEFAULT_STORY)
        comparison = compare(read_folder(DEFAULT_STORY), settings)
        save(comparison, DEFAULT_STORY)
    except STOPS as error:
        return _stopped(DEFAULT_STORY, error)
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    """Fit on the stories, choose the operating point on those to choose on, print how well these are aligned there."""
    from dashboard.alignment import calibration
    from dashboard.encoding.encode import load_encoder
    from dashboard.training import calibration as training

    if options.out and not options.source:
        print("error: --out needs --source: a calibration says what it was fitted on", file=sys.stderr)
        return 2
    try:
        read = {
            file: training.read(file, load_encoder())
            for file in dict.fromkeys((*options.files, *options.choose))
        }
    except STOPS as error:
        return _stopped(options.files[0], error)

    def without(left: Path | None) -> list[training.Annotated]:
        return [story for file in options.files if file != left for story in read[file]]

    fitted, point = training.fit(without(None)), calibration.POINT
    apart = {
        file: training.fit(without(file)) if file in options.files else fitted
        for file in options.choose
        if without(file)
    }
    if apart:
        point = training.chosen_point(
            [training.measured(read[file], one, training.POINTS) for file, one in apart.items()]
        )
    for file, one in apart.items():
        judged = training.measured(read[file], one, [point])
        means = judged.drop(columns="story").groupby("kind", sort=False).mean().reset_index()
        print(f"{file.name}, not fitted on:")
        print(pd.concat([judged, means.assign(story="mean")]).round(3).to_string(index=False))
    if options.out:
        fitted = replace(fitted, point=point)
        write_atomically(options.out, training.refit(without(None), options.source, fitted).encode("utf-8"))
        print(f"wrote {options.out}, operating point {point}", file=sys.stderr)
    return 0


def _new(options: argparse.Namespace) -> int:
    """Lay out a story folder and say what is to be checked."""
    from dashboard.story.publication_date import machine_time
    from dashboard.story.scaffold import lay_out

    if options.date and not machine_time(options.date):
        print(
            f"error: --date is {options.date!r}; write it as 2023-07-27 or 2023-07-27T06:17+05:30",
            file=sys.stderr,
        )
        return 2
    try:
        made = lay_out(options.folder, options.files, options.outlet.strip(), machine_time(options.date))
    except STOPS as error:
        return _stopped(options.folder, error)
    _say_faults(options.folder, made.faults)
    print(
        f"{options.folder}: {made.articles} articles. Check the guesses in {made.table}, then: "
        f"python -m dashboard export {options.folder} --format html",
        file=sys.stderr,
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    """Compare one story and write it in each format that the call names."""
    try:
        chosen = _chosen(options)
        day(options.date)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        comparison = _compared(options.story, read_folder(options.story), chosen)
        for name in dict.fromkeys(options.format):
            target = write_export(comparison, name, options.out, options.date)
            if not options.quiet:
                print(f"{options.story.name}: {target}", file=sys.stderr)
    except STOPS as error:
        return _stopped(options.story, error)
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Compare each story; one that fails is named and does not stop the others."""
    try:
        chosen = _chosen(options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    failed, names = 0, set()
    for folder in options.stories:
        try:
            story = read_folder(folder)
            if story.name in names:
                raise StoryError(
                    f"{folder}: another story of this call is named {story.name!r} too; rename the folder"
                )
            names.add(story.name)
            comparison = _compared(folder, story, chosen)
            target = write_json(comparison, options.out)
        except STOPS as error:
            failed += _stopped(folder, error)
            continue
        if not options.quiet:
            print(
                f"{folder.name}: {len(comparison.articles)} articles, {len(comparison.statements)} statements, "
                f"{len(comparison.links)} links -> {target}",
                file=sys.stderr,
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
