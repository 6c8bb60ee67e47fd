"""The command line: compare stories, export one, make a new one, and maintain the project itself."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.batch import grouping, library, run
from dashboard.comparison import save
from dashboard.encoding.encode import MODELS, ModelError, load_encoder
from dashboard.export import FORMATS, write_export
from dashboard.export.citation import day
from dashboard.files import DEFAULT_STORY, cache_folder, write_atomically
from dashboard.findings.finding import counted
from dashboard.pipeline import analyse, compare, prepare
from dashboard.settings import DEFAULT_MODEL, DEFAULT_THRESHOLD, LARGER_MODEL, Settings, settings_of
from dashboard.statements.corrections import CorrectionError
from dashboard.story.read import StoryError, read_folder
from dashboard.story.story import Fault

STORY_ERRORS = (StoryError, ModelError, CorrectionError, ValueError, OSError)
"""What stops one story; each says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 where a story could not be compared, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # weights from the disk are there in a moment
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (purpose, run_command, add_arguments) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        command.set_defaults(run=run_command)
        if add_arguments:
            add_arguments(command)
    return parser


def _add_compare(command: argparse.ArgumentParser) -> None:
    """Arguments of `compare`."""
    command.add_argument(
        "stories",
        nargs="+",
        type=Path,
        metavar="STORY",
        help="a folder of articles, or a folder of such folders",
    )
    command.add_argument(
        "--out", type=Path, help="folder for <story>.json (default: here, or with --library none)"
    )
    command.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes at once (default: 1; 0: one a processor)"
    )
    command.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="a Dask scheduler, tcp://host:8786, whose workers compare",
    )
    command.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        help="keep every comparison in this library, to be opened by the app",
    )
    _add_settings(command)


def _add_group(command: argparse.ArgumentParser) -> None:
    """Arguments of `group`."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="the articles, feeds or archive exports")
    command.add_argument(
        "out", type=Path, metavar="STORIES", help="folder for the story folders and stories.csv"
    )


def _add_rank(command: argparse.ArgumentParser) -> None:
    """Arguments of `rank`."""
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="tables of verdicts (telling, trivial, wrong); with --list, folders of articles",
    )
    command.add_argument(
        "--list", action="store_true", help="write the findings of these stories to --out, to be judged"
    )
    command.add_argument("--source", help="what was judged, in words; needed for --out")
    command.add_argument(
        "--out", type=Path, metavar="FILE", help="write the ranking (or, with --list, the table) here"
    )


def _add_export(command: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
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


def _add_new(command: argparse.ArgumentParser) -> None:
    """Arguments of `new`."""
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


def _add_calibrate(command: argparse.ArgumentParser) -> None:
    """Arguments of `calibrate`."""
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
    command.add_argument(
        "--larger", action="store_true", help=f"let the judge of {LARGER_MODEL} read, which must be installed"
    )
    command.add_argument("--point", type=float, help="an operating point, instead of the best one")
    command.add_argument("--source", help="what the stories are, in words; needed for --out")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the calibration here")


def _add_judge(command: argparse.ArgumentParser) -> None:
    """Arguments of `judge`."""
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="annotated stories to train on, one a line of JSON",
    )
    command.add_argument(
        "--graded", type=Path, metavar="FILE", help="further pairs of sentences with a score, for the start"
    )
    command.add_argument("--teacher", metavar="FOLDER", help="a larger model to learn from")
    command.add_argument(
        "--larger",
        action="store_true",
        help=f"train the judge of {LARGER_MODEL} instead, which must be installed",
    )
    command.add_argument(
        "--point",
        type=float,
        default=DEFAULT_THRESHOLD,
        help="with --larger: lowest confidence at which a link counts where that judge reads",
    )
    command.add_argument("--source", required=True, help="what the stories and pairs are, in words")
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the weights and their card"
    )


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


def _print_faults(folder: Path, faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(f"{folder.name}: {fault}", file=sys.stderr)


def _print_error(folder: Path, error: Exception) -> int:
    print(f"error: {folder}: {error}", file=sys.stderr)
    return 1


def _ready(_options: argparse.Namespace) -> int:
    """Replace the shipped comparison by what the program computes now, the model included: nothing is taken from a cache."""
    try:
        settings = settings_of(DEFAULT_STORY)
        comparison = compare(read_folder(DEFAULT_STORY), settings)
        save(comparison, DEFAULT_STORY)
    except STORY_ERRORS as error:
        return _print_error(DEFAULT_STORY, error)
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    """Fit on the stories, choose the operating point on those to choose on, print how well these are aligned there."""
    from dashboard.alignment import calibration
    from dashboard.training import calibration as training

    if options.out and not options.source:
        print("error: --out needs --source: a calibration says what it was fitted on", file=sys.stderr)
        return 2
    try:
        read = {
            file: training.read(file, load_encoder())
            for file in dict.fromkeys((*options.files, *options.choose))
        }
    except STORY_ERRORS as error:
        return _print_error(options.files[0], error)

    def without(left: Path | None) -> list[training.AnnotatedStory]:
        return [story for file in options.files if file != left for story in read[file]]

    model = LARGER_MODEL if options.larger else DEFAULT_MODEL
    fitted, point = training.fit(without(None)), options.point or calibration.POINT
    apart = {
        file: training.fit(without(file)) if file in options.files else fitted
        for file in options.choose
        if without(file)
    }
    if apart and not options.point:
        point = training.chosen_point(
            [training.measured(read[file], one, training.POINTS, model) for file, one in apart.items()]
        )
    for file, one in apart.items():
        judged = training.measured(read[file], one, [point], model)
        means = judged.drop(columns="story").groupby("kind", sort=False).mean().reset_index()
        print(f"{file.name}, not fitted on:")
        print(pd.concat([judged, means.assign(story="mean")]).round(3).to_string(index=False))
    if options.out:
        fitted = replace(fitted, point=point)
        write_atomically(options.out, training.refit(without(None), options.source, fitted).encode("utf-8"))
        print(f"wrote {options.out}, operating point {point}", file=sys.stderr)
    return 0


def _judge(options: argparse.Namespace) -> int:
    """Train the second judge on the stories; what it counts for is fitted on stories that it had not seen."""
    from dashboard.training import calibration
    from dashboard.training import second_judge as training

    def report(text: str) -> None:
        print(text, file=sys.stderr)

    try:
        stories = [story for file in options.files for story in calibration.read(file, load_encoder())]
        first = training.graded(options.graded) if options.graded else []
    except STORY_ERRORS as error:
        return _print_error(options.files[0], error)
    if options.larger:
        network, weights = training.train_larger(stories, first, report)
        training.write(options.out, network, weights, options.source, options.point)
        return 0
    taught = None
    if options.teacher:
        taught = training.left_out(training.teacher(options.teacher), stories, first, report)
    read = training.left_out(training.student(), stories, first, report, taught)
    network = training.train(training.student(), training.examples(stories, taught), first, report)
    training.write(options.out, network, training.weigh(stories, read), options.source)
    return 0


def _rank(options: argparse.Namespace) -> int:
    """Fit the order of findings and print how well it does on stories left out; or list findings to be judged."""
    from dashboard.training import ranking

    if (options.out is None and options.list) or (options.out and not (options.list or options.source)):
        print("error: --list needs --out, and --out without it needs --source", file=sys.stderr)
        return 2
    try:
        if options.list:
            lists = [
                ranking.unread(folder.name, analyse(prepare(read_folder(folder)), DEFAULT_THRESHOLD).context)
                for folder in options.files
            ]
            write_atomically(options.out, pd.concat(lists).to_csv(index=False).encode("utf-8"))
            return 0
        verdicts = ranking.read(options.files)
    except STORY_ERRORS as error:
        return _print_error(options.files[0], error)
    print(ranking.measured(verdicts).to_string(index=False))
    print(pd.DataFrame(ranking.by_rule(verdicts)).T.to_string())
    if options.out:
        write_atomically(options.out, ranking.refit(verdicts, options.source).encode("utf-8"))
    return 0


def _new(options: argparse.Namespace) -> int:
    """Lay out a story folder and say what is to be checked."""
    from dashboard.story.publication_date import machine_time
    from dashboard.story.scaffold import create_story

    if options.date and not machine_time(options.date):
        print(
            f"error: --date is {options.date!r}; write it as 2023-07-27 or 2023-07-27T06:17+05:30",
            file=sys.stderr,
        )
        return 2
    try:
        made = create_story(options.folder, options.files, options.outlet.strip(), machine_time(options.date))
    except STORY_ERRORS as error:
        return _print_error(options.folder, error)
    _print_faults(options.folder, made.faults)
    print(
        f"{options.folder}: {counted(made.articles, 'article')}. Check the guesses in {made.table}, then: "
        f"python -m dashboard export {options.folder} --format html",
        file=sys.stderr,
    )
    return 0


def _group(options: argparse.Namespace) -> int:
    """Sort loose articles into story folders and say where the sorting can be put right."""
    try:
        articles, stories, faults = grouping.sort(options.folder, options.out, load_encoder)
    except STORY_ERRORS as error:
        return _print_error(options.folder, error)
    _print_faults(options.folder, faults)
    table = options.out / grouping.TABLE
    print(
        f"{counted(articles, 'article')} in {counted(stories, 'story', 'stories')}. To move an article, change its “story” in {table}; "
        f"the same command then keeps it. Next: python -m dashboard compare {options.out}",
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
        comparison, notes = run.compared(options.story, chosen, cache_folder())
        for note in notes:
            print(f"{options.story.name}: {note}", file=sys.stderr)
        for name in dict.fromkeys(options.format):
            target = write_export(comparison, name, options.out, options.date)
            if not options.quiet:
                print(f"{options.story.name}: {target}", file=sys.stderr)
    except STORY_ERRORS as error:
        return _print_error(options.story, error)
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Compare each story; one that fails is named and does not stop the others."""
    try:
        chosen = _chosen(options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    folders = run.stories_in(options.stories)
    out = options.out if options.out or options.library else Path()
    jobs = [run.Job(folder, chosen, out, options.library) for folder in folders]
    several = len(jobs) > 1 or options.jobs != 1 or bool(options.scheduler or options.library)
    try:
        progress = _Progress(len(jobs), several, options.quiet, options.library or out)
        named: dict[str, run.Job] = {}
        for job in jobs:
            if job.name in named:
                same = f"another story of this call is named {job.name!r} too; rename the folder"
                progress.take(run.Outcome(job.name, str(job.folder), same), kept=False)
            elif progress.ledger and (known := progress.ledger.finished(job)):
                progress.pass_over(known)
                named[job.name] = job
            else:
                named[job.name] = job
        waiting = [job for job in named.values() if job.name not in progress.passed]
        for outcome in run.run(waiting, options.jobs or os.cpu_count() or 1, options.scheduler):
            progress.take(outcome)
        if options.library:
            library.index(options.library)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return progress.end()


class _Progress:
    """Progress of a run, printed on standard error and noted in its ledger where there are several stories."""

    def __init__(self, whole: int, several: bool, quiet: bool, folder: Path) -> None:
        self.ledger = run.Ledger(folder / run.LEDGER) if several else None
        self.passed: set[str] = set()
        self._whole, self._quiet, self._begun = whole, quiet, time.monotonic()
        self._done, self._failed = 0, list[run.Outcome]()

    def pass_over(self, outcome: run.Outcome) -> None:
        """A story that an earlier run finished."""
        self.passed.add(outcome.story)

    def take(self, outcome: run.Outcome, kept: bool = True) -> None:
        """A story that this run finished; `kept` notes it in the ledger."""
        self._done += 1
        if self.ledger and kept:
            self.ledger.add(outcome)
        for note in filter(None, outcome.notes.split("\n")):
            print(f"{outcome.story}: {note}", file=sys.stderr)
        if outcome.reason:
            self._failed.append(outcome)
            print(f"error: {outcome.folder}: {outcome.reason}", file=sys.stderr)
        elif not self._quiet:
            whole = self._whole - len(self.passed)
            left = run.estimate(self._done, whole, time.monotonic() - self._begun)
            place = f"[{self._done} of {whole}, {left}] " if self.ledger else ""
            print(
                f"{place}{outcome.story}: {counted(outcome.articles, 'article')}, "
                f"{counted(outcome.statements, 'statement')}, {counted(outcome.links, 'link')}",
                file=sys.stderr,
            )

    def end(self) -> int:
        """Say what was passed over and what failed; the exit status."""
        if self.passed and not self._quiet:
            print(f"finished before and unchanged: {len(self.passed)}", file=sys.stderr)
        if self._failed and self.ledger:
            print(
                f"could not be compared: {len(self._failed)} of {self._whole} (see {self.ledger.file}):",
                file=sys.stderr,
            )
            for outcome in self._failed:
                print(f"  {outcome.folder}: {outcome.reason}", file=sys.stderr)
        return 1 if self._failed else 0


COMMANDS: Mapping[str, tuple[str, Callable[..., int], Callable[..., None] | None]] = {
    "compare": ("compare the articles of story folders and write JSON", _compare, _add_compare),
    "group": (
        "sort loose articles, as of a day's feeds, into story folders; what you change in their table is kept",
        _group,
        _add_group,
    ),
    "export": ("compare one story and write a report, tables or pictures", _export, _add_export),
    "new": (
        "make a story folder from files, with an outlets.csv to fill in; overwrites nothing",
        _new,
        _add_new,
    ),
    "ready": (
        "recompute the default story and store the result with the program, in data/comparison",
        _ready,
        None,
    ),
    "calibrate": (
        "refit the probabilities on annotated stories and evaluate them on a story left out",
        _calibrate,
        _add_calibrate,
    ),
    "judge": (
        "train the second judge, which reads pairs in doubt, on annotated stories",
        _judge,
        _add_judge,
    ),
    "rank": (
        "refit the order of findings on verdicts, or list the findings of stories to be judged",
        _rank,
        _add_rank,
    ),
}
"""Name of a command -> (what it does, the function that does it, the one that adds its arguments)."""

if __name__ == "__main__":
    sys.exit(main())
