"""Escaping is on by default, and what switches it off stands in one file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import dateline
from dateline.site.engine import config, templates
from tests.hostile import live

ROOT = Path(__file__).parents[3]
THEME = ROOT / "theme" / "templates"
# Whatever takes a text for markup in a template: a filter, a tag, or an element that escaping does not cover.
TRUSTING = re.compile(r"\|\s*safe\b|\|\s*forceescape\b|autoescape|\{%-?\s*raw\b|Markup|striptags|xmlattr|\|\s*urlize\b")
THE_ONE = "macros/text.html"


def template_files() -> list[str]:
    return sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.*"))


def test_markup_that_is_trusted_stands_in_one_template() -> None:
    trusting = [name for name in template_files() if TRUSTING.search((THEME / name).read_text("utf-8"))]
    assert trusting == [THE_ONE]
    assert len(TRUSTING.findall((THEME / THE_ONE).read_text("utf-8"))) == 1


@pytest.mark.parametrize("path", sorted(Path(dateline.__file__).parent.rglob("*.py")), ids=lambda p: p.stem)
def test_no_module_makes_markup_that_is_trusted(path: Path) -> None:
    """No ``markupsafe``, and nothing that runs what it is given.

    The compiler of templates marks what Jinja marks, macros and messages: ``test_site_compiling`` holds them together.
    """
    trusted = set() if path.parts[-2:] == ("engine", "compiling.py") else {"markupsafe"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            assert not (trusted | {"pickle", "marshal", "shelve"}) & {name.split(".")[0] for name in names}, path
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            assert called not in ("eval", "exec", "compile", "__import__"), path
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            assert method not in ("unsafe_load", "full_load", "system", "popen"), path
            assert not any(k.arg == "shell" for k in node.keywords), path


def test_the_engine_escapes_by_default(tmp_path: Path) -> None:
    made = config.read(ROOT / "pelican.conf.py", ROOT / "content", tmp_path / "site")
    environment = templates.environment(made.values, made.theme, tmp_path / "cache")
    assert environment.autoescape is True
    assert environment.from_string("{{ x }}").render(x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize("name", [name for name in template_files() if name.endswith(".html")])
def test_a_template_has_nothing_that_the_policy_refuses(name: str) -> None:
    """No inline script, style or handler, no other policy, nothing from elsewhere."""
    text = (THEME / name).read_text("utf-8")
    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<base\b|<iframe|http-equiv=.refresh", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert " src=" in script or "application/ld+json" in script, script
    assert not re.search(r"<(?:script|link|img|source|use|image)\b[^>]*(?:https?:)?//", text)
    if "Content-Security-Policy" in text:
        assert live.POLICY in text
    else:
        assert "block policy" not in text, "a page with a policy of its own"
