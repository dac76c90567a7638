"""The way is one way: a room imports the shared modules and the rooms before it, never one after it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dateline

PACKAGE = Path(dateline.__file__).parent
ROOMS = ("dumps", "extract", "catalogue", "library", "site", "search")
SHARED = {"model", "messages", "settings"}
# Extraction has rooms of its own, in the order in which a dump passes them. What is decided about its units
# (``reading``) is shared by all that know of dates; the door alone knows of every room.
EXTRACT = ("words", "lines", "recognisers", "features", "models", "body", "head", "judging", "article")
BEFORE_READING = EXTRACT[: EXTRACT.index("recognisers") + 1]
# What stands outside of the rooms may use them: the plugin's register(), the command line and how it is stopped.
FRONT = {"__init__", "__main__", "cli", "stopping"}


def _imports(path: Path, of: str = "dateline.") -> set[str]:
    """The next parts of everything that a module imports from the package ``of``, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; say where from"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found.update(name.removeprefix(of).split(".")[0] for name in names if name.startswith(of))
    return found


def _modules() -> list[Path]:
    return sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def test_every_module_stands_in_a_room_or_is_shared() -> None:
    tops = {path.parts[0].removesuffix(".py") for path in _modules()}
    assert tops - FRONT - SHARED - {"data"} == set(ROOMS)


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_a_room_imports_only_what_comes_before_it(path: Path) -> None:
    imports = _imports(PACKAGE / path) - {"__version__"}
    room = path.parts[0]
    if room in ROOMS:
        allowed = SHARED | set(ROOMS[: ROOMS.index(room) + 1])
    elif path.stem in SHARED:
        allowed = SHARED
    else:
        allowed = SHARED | set(ROOMS) | FRONT
    assert imports <= allowed, f"{path} imports {sorted(imports - allowed)}"


def test_every_module_of_extraction_stands_in_one_of_its_rooms() -> None:
    tops = {path.parts[1].removesuffix(".py") for path in _modules() if path.parts[0] == "extract"}
    assert tops == {*EXTRACT, "__init__", "door", "reading"}


@pytest.mark.parametrize("path", [p for p in _modules() if p.parts[0] == "extract" and len(p.parts) == 3], ids=str)
def test_a_room_of_extraction_imports_only_what_comes_before_it(path: Path) -> None:
    room = path.parts[1]
    allowed = set(EXTRACT[: EXTRACT.index(room) + 1]) | ({"reading"} if room not in BEFORE_READING else set())
    imports = _imports(PACKAGE / path, "dateline.extract.")
    assert imports <= allowed, f"{path} imports {sorted(imports - allowed)}"


def test_what_is_decided_of_units_knows_only_the_rooms_before_the_models() -> None:
    assert _imports(PACKAGE / "extract/reading.py", "dateline.extract.") <= set(BEFORE_READING)


def test_the_register_only_registers() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    made = [node for node in tree.body if not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom)]
    # __getattr__ answers to Engine alone: Pelican looks PELICAN_CLASS up as an attribute of the package.
    assert [node.name for node in made if isinstance(node, ast.FunctionDef)] == ["register", "__getattr__"]
    assert len(made) == 2


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text("def f() -> None:\n    from dateline.site import archive\n    import dateline.search.shards\n")
    assert _imports(module) == {"site", "search"}
    assert _imports(module, "dateline.site.") == {"archive"}


def test_numpy_is_loaded_with_its_settings() -> None:
    """By ``numpy()`` alone, which has it start no threads: those wait in a loop, which costs whoever reads dumps.

    What indexes many articles is imported behind that call (``search.build``).
    """
    loading = {
        module.as_posix() for module in _modules() if _loads_numpy(ast.parse((PACKAGE / module).read_text("utf-8")))
    }
    assert loading == {"extract/words/arrays.py", "search/bulk.py", "search/scan.py"}


def _loads_numpy(tree: ast.AST) -> bool:
    """Whether code imports NumPy otherwise than for its types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(name.split(".")[0] == "numpy" for name in names) or _loads_numpy(node):
            return True
    return False
