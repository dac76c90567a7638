"""What ends Pelican's own run is told with a code, a file and a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.site.site_library import write

ROOT = Path(__file__).parents[3]
ENGINE = 'PELICAN_CLASS = "dateline.Engine"'
BUILDERS = pytest.mark.parametrize("engine", [True, False], ids=["engine", "stock"])


def pelican(folder: Path, theme: Path, *, engine: bool) -> str:
    """What the plain command says where it cannot build."""
    content = write(folder / "content")
    text = (ROOT / "pelican.conf.py").read_text("utf-8").replace(ENGINE, ENGINE if engine else "")
    text += f"\nPATH = {str(content)!r}\nTHEME = {str(theme)!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    (folder / "pelican.conf.py").write_text(text, "utf-8")
    command = [str(Path(sys.executable).with_name("pelican")), "-s", "pelican.conf.py", "-o", "site"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return " ".join((done.stdout + done.stderr).split())


@BUILDERS
def test_a_theme_that_is_not_there(tmp_path: Path, *, engine: bool) -> None:
    said = pelican(tmp_path, tmp_path / "nowhere", engine=engine)
    assert "Traceback" not in said
    assert "pelican.conf.py: fatal DL001: THEME =" in said
    assert "there is no such folder" in said
    assert "docs/settings.md" in said


@BUILDERS
@pytest.mark.parametrize("source", ["one\n{% if %}\n", "one\n{{ view.absent.more }}\n"])
def test_a_template_that_fails(tmp_path: Path, source: str, *, engine: bool) -> None:
    theme = tmp_path / "own"
    (theme / "templates").mkdir(parents=True)
    for template in (ROOT / "theme" / "templates").rglob("*.html"):
        copy = theme / "templates" / template.relative_to(ROOT / "theme" / "templates")
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(source if template.name == "record.html" else template.read_text("utf-8"), "utf-8")
    # (the small library's hand-written articles have no record: the page of one conflict has to do)
    (theme / "templates" / "conflict.html").write_text(source, "utf-8")
    said = pelican(tmp_path, theme, engine=engine)
    assert "Traceback" not in said
    assert "html:2: fatal DL520" in said
    if "{%" in source:  # Pelican's own builder writes as it goes, but no page before each template is known to be one
        assert not list((tmp_path / "site").rglob("*.html"))
