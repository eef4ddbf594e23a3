"""The library alone: the core, copied elsewhere, with nothing but Python, and the page that shows how."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import almoner
from almoner.core import x12
from almoner.core.x12.guides import NAMES

ROOT = Path(almoner.__file__).resolve().parent
PAGE = ROOT.parent / "docs" / "howto" / "use-the-x12-library.md"
WRITER = "from almoner.core.wire.sample_837 import write\n"
EVERY_GUIDE = """
from almoner.core import x12
from importlib import import_module

for name in {names!r}:
    base = name[:3] if name.startswith(("837", "278")) else name.lower()
    place = f"sample_{{base}}"
    data = import_module(f"almoner.core.wire.{{place}}").write(name, 2, 1)
    document = x12.read(data)
    assert x12.rewrite(document) == data
    issues = [issue for each in document.sets for issue in x12.check_set(each)]
    assert [issue for issue in issues if issue.severity == "error"] == []
    assert sum(1 for each in document.sets for _ in x12.iter_claims(each)), name
print("all", sorted(x12.guide(name).guide.name for name in {names!r}) != [])
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the core and nothing else of the product."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "almoner").mkdir()
    (folder / "almoner" / "__init__.py").write_text("", encoding="utf-8")
    shutil.copytree(
        ROOT / "core", folder / "almoner" / "core", ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    return folder


def run(folder: Path, code: str) -> str:
    """What a program prints that has no site packages, no environment and this folder in reach."""
    begin = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    command = [sys.executable, "-I", "-S", "-c", begin + code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_guide_is_read_checked_and_written_with_the_core_alone(alone: Path) -> None:
    assert run(alone, EVERY_GUIDE.format(names=list(NAMES))).strip() == "all True"


def test_the_how_to_page_runs_as_it_stands(alone: Path) -> None:
    sample = f"{WRITER}open('claims.x12', 'wb').write(write('837P', 2, 1))\n"
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 5
    printed = run(alone, sample + "\n".join(blocks) + "\nprint(len(answers), answers[0].code)")
    assert "837 005010X222A1 0001" in printed
    assert printed.strip().endswith("A")


def test_reading_loads_neither_guides_nor_checks(alone: Path) -> None:
    code = (
        "from almoner.core.x12 import read\nimport sys\n"
        "print([name for name in sys.modules if 'guides' in name or name.endswith(('.check', '.writer'))])"
    )
    assert run(alone, code).strip() == "[]"


def test_every_name_that_is_offered_is_there() -> None:
    assert dir(x12) == sorted(x12.__all__)
    for name in x12.__all__:
        assert getattr(x12, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        x12.nothing  # noqa: B018
