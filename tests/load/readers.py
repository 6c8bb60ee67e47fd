"""Many readers at once on one process: `python -m tests.load.readers [--readers N] [--bringing K] [--pause S] [--bare]`.

Each reader goes through some pages and looks at each for S seconds on average; K of them bring two texts of their own. Printed: errors, the seconds of a page
for one reader alone and for one of the many, and the server's memory before, at the peak and after all have gone. People look at half of all pages for less
than ten seconds (Weinreich et al., ACM TWEB 2008), and longer at those that they read: the default of 10 is on the busy side. With a pause of 0 all press at
once and again at once: the time of a page then says how many pages the processor makes, and nothing of what a reader waits. With --bare the same number of
readers load a bare Streamlit app in the same run. Loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.load.session import Reader
from tests.support.serving import Server, served

PAGES = ("matrix", "reading", "framing", "sources", "")
BARE = "tests/benchmarks/bare_app.py"
TEXT = "The {n} minister met the king on Tuesday. They talked about grain for two hours in the capital, he said. Nobody would say more."


async def reads(
    server: Server, pages: Sequence[str | None], times: list[float], faults: list[str], pause: float = 0.0
) -> None:
    """One reader comes, within `pause` seconds, and goes through pages; `times` are those of the pages after the first."""
    await asyncio.sleep(pause * random.random())
    try:
        async with Reader(server.address) as reader:
            await reader.run()
            for page in pages:
                await asyncio.sleep(pause * (0.5 + random.random()))
                begun = time.perf_counter()
                await reader.run(page)
                times.append(time.perf_counter() - begun)
            faults += reader.faults
    except (OSError, TimeoutError) as error:  # refused, or no answer
        faults.append(f"{type(error).__name__}: {error}")


async def brings(server: Server, number: int, faults: list[str], told: list[str]) -> None:
    """One reader pastes two texts and has them compared."""
    try:
        async with Reader(server.address) as reader:
            await reader.run()
            await reader.run("story")
            for outlet in ("Morning Post", "Evening News"):
                reader.set("-pasted outlet", string_value=f"{outlet} {number}")
                reader.set("-pasted text", string_value=TEXT.format(n=f"{outlet} {number}"))
                reader.set("FormSubmitter:paste-Add the text", trigger_value=True)
                await reader.run()
            reader.set("-confirm", trigger_value=True)
            await reader.run(seconds=900)
            faults += reader.faults
            told += reader.alerts
    except (OSError, TimeoutError) as error:
        faults.append(f"{type(error).__name__}: {error}")


def megabytes(server: Server) -> float:
    """Memory of the server that no other process shares."""
    text = Path(f"/proc/{server.pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private")) / 1024


async def visit(server: Server, readers: int, bringing: int, pause: float) -> float:
    """Measure and print; returns the median seconds of a page among many."""
    alone: list[float] = []
    many: list[float] = []
    faults: list[str] = []
    told: list[str] = []
    await reads(server, PAGES, [], faults)
    if bringing:
        await brings(server, 0, faults, told)  # loads the model, which stays
    await reads(server, PAGES * 3, alone, faults)
    before = megabytes(server)
    begun = time.perf_counter()
    visits = [reads(server, PAGES, many, faults, pause) for _ in range(readers - bringing)]
    compared = asyncio.gather(*(brings(server, 1 + k, faults, told) for k in range(bringing)))
    await asyncio.gather(*visits)
    still = not compared.done()
    await compared
    seconds, peak = time.perf_counter() - begun, megabytes(server)
    print(
        f"{readers} readers, {bringing} of them bringing texts, {pause:g} s on a page: {len(faults)} errors in {seconds:.0f} s "
        f"{faults[:3]} {sorted(set(told))[:3]}{', the last comparison after the last page' if still else ''}"
    )
    a, b, slow = statistics.median(alone), statistics.median(many), statistics.quantiles(many, n=10)[-1]
    print(
        f"page: {a:.3f} s alone, {b:.3f} s among many (x {b / a:.1f}); one in ten of them over {slow:.3f} s"
    )
    await asyncio.sleep(80)
    print(
        f"memory: {before:.0f} MB before, {peak:.0f} MB at the end, {megabytes(server):.0f} MB after all have gone"
    )
    return b


async def bare(server: Server, readers: int, pause: float) -> float:
    """The median seconds of a bare app's page, loaded as often."""
    times: list[float] = []
    faults: list[str] = []
    await reads(server, [None], [], faults)
    await asyncio.gather(*(reads(server, [None] * len(PAGES), times, faults, pause) for _ in range(readers)))
    return statistics.median(times)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve, visit, print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.readers")
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--bringing", type=int, default=0)
    parser.add_argument("--pause", type=float, default=10.0)
    parser.add_argument("--bare", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        with served(Path(scratch)) as server:
            ours = asyncio.run(visit(server, chosen.readers, chosen.bringing, chosen.pause))
        if chosen.bare:
            with served(Path(scratch), BARE, ("20", "5")) as server:
                plain = asyncio.run(bare(server, chosen.readers, chosen.pause))
            print(
                f"bare app, {chosen.readers} readers: {plain:.3f} s a page; ours takes {ours / plain:.2f} times as long"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
