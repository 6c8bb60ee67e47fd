"""What hosts need: the container's steps, the Space's front matter, an app that listens at home alone."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

from dashboard.app.options import _read
from tests.support.paths import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def steps() -> list[tuple[str, str]]:
    """(instruction, arguments) of the Dockerfile, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def test_the_container_installs_the_cpu_build_first_and_runs_as_an_ordinary_user() -> None:
    found = steps()
    instructions = [name for name, _ in found]
    assert set(instructions) <= {
        "FROM",
        "ENV",
        "RUN",
        "WORKDIR",
        "ARG",
        "COPY",
        "USER",
        "EXPOSE",
        "HEALTHCHECK",
        "CMD",
    }
    installs = [words for name, words in found if name == "RUN" and "pip install" in words]
    assert "torch" in installs[0]
    assert "requirements.txt" in installs[1]
    assert ("USER", "1000") in found
    assert instructions.index("USER") > instructions.index("RUN")
    assert any("--uid 1000" in words for _, words in found)
    assert instructions.count("CMD") == instructions.count("HEALTHCHECK") == 1


def test_what_the_container_copies_is_there_and_what_it_leaves_out_is_not_needed() -> None:
    copied = [shlex.split(words) for name, words in steps() if name == "COPY"]
    for words in copied:
        for source in [word for word in words[:-1] if not word.startswith("--")]:
            assert (ROOT / source).exists(), source
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {"dashboard", "data", "seeds", ".streamlit", "streamlit_app.py"}.isdisjoint(left_out)


def test_the_container_is_told_to_be_reached_and_started_as_the_readme_says() -> None:
    command = next(words for name, words in steps() if name == "CMD")
    assert '"--server.address=0.0.0.0"' in command
    assert '"--server.allowedHosts=*"' in command
    assert '"streamlit_app.py"' in command


def test_a_plain_start_listens_at_home_alone() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert "*" not in CONFIG["server"]["allowedHosts"]
    assert {"localhost", "127.0.0.1"} <= set(CONFIG["server"]["allowedHosts"])
    assert CONFIG["server"]["enableXsrfProtection"]
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_the_space_says_how_it_is_run() -> None:
    text = (ROOT / "HOSTING.md").read_text(encoding="utf-8")
    front = dict(
        line.split(": ", 1) for line in text.split("```yaml")[1].split("---")[1].strip().splitlines()
    )
    assert front["sdk"] == "docker"
    assert any(name == "EXPOSE" and words == front["app_port"] for name, words in steps())
    assert len(front["short_description"]) <= 60


def test_every_switch_is_described() -> None:
    text = (ROOT / "HOSTING.md").read_text(encoding="utf-8")
    source = Path(_read.__wrapped__.__code__.co_filename).read_text(encoding="utf-8")
    for switch in re.findall(r'add_argument\("(--[\w-]+)"', source):
        assert f"`{switch}" in text, switch
