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

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# made by ./run lock from the dependencies in pyproject.toml, sha256 "
COMPILE = ["--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header"]
COMPILE += ["--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"]


def wanted() -> tuple[str, list[str]]:
    """The fingerprint of the dependency tables, and all the requirements in them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tables = {name: project[name] for name in ("requires-python", "dependencies", "optional-dependencies")}
    extras = [need for needs in tables["optional-dependencies"].values() for need in needs]
    fingerprint = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
    return fingerprint, [*tables["dependencies"], *extras]


def is_fresh() -> bool:
    return LOCK.is_file() and LOCK.read_text(encoding="utf-8").startswith(f"{HEADER}{wanted()[0]}\n")


def the_run() -> ModuleType:
    """`run` has no suffix, so it is loaded by its place."""
    loader = SourceFileLoader("run", str(ROOT / "run"))
    spec = spec_from_loader("run", loader)
    assert spec, "a loader gives a spec"
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def compile_lock(args: list[str]) -> None:
    run = the_run()
    fingerprint, requirements = wanted()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.check_call([sys.executable, "-I", "-m", "venv", f"{folder}/env"], env=run.clean_env())
        python = f"{folder}/env/bin/python"
        env = run.pip_env(python)
        for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
            env.pop(name, None)  # a folder of this machine knows only some of the files of a release
        pip = [python, "-I", "-m", "pip", "--disable-pip-version-check"]
        subprocess.check_call([*pip, "install", "--quiet", "pip-tools>=7.5"], env=env)
        Path(folder, "pyproject.in").write_text("\n".join(requirements) + "\n", encoding="utf-8")
        if LOCK.exists():
            shutil.copy(LOCK, f"{folder}/lock")  # what need not change stays
        command = [python, "-I", "-m", "piptools", "compile", *COMPILE, *args]
        subprocess.check_call([*command, "--output-file", "lock", "pyproject.in"], cwd=folder, env=env)
        lines = Path(folder, "lock").read_text(encoding="utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#")).strip()
    LOCK.write_text(f"{HEADER}{fingerprint}\n{body}\n", encoding="utf-8")


def main(args: list[str]) -> int:
    if args != ["--check"]:
        compile_lock(args)
        return 0
    if is_fresh():
        return 0
    print(
        "requirements.lock is older than the dependencies in pyproject.toml: run `./run lock` and commit it"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
