"""`run` refuses in one line, names environments by what they are for, and trusts only whole ones."""

import ast
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """`run` as a module, on an environment of its own under a temporary folder."""
    monkeypatch.setenv("ALMONER_VENV", str(tmp_path / "venv"))
    loader = SourceFileLoader("run_under_test", str(ROOT / "run"))
    spec = spec_from_loader("run_under_test", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Installs:
    """What the stand-in for an interpreter was asked to install, one line a time."""

    log: Path

    def __len__(self) -> int:
        return self.log.read_text(encoding="utf-8").count("-m pip install") if self.log.exists() else 0


@pytest.fixture
def installs(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installs:
    """Lets `run` build with an interpreter that makes folders and installs nothing: no network is needed."""
    site = f"lib/python3.{sys.version_info.minor}/site-packages"
    python = tmp_path / "python"
    python.write_text(
        f"""#!/bin/sh
echo "$*" >> {tmp_path}/installs
case "$*" in *"-m venv "*)
    for env; do :; done
    mkdir -p "$env/bin" "$env/{site}" && cp "$0" "$env/bin/python" ;;
esac
""",
        encoding="utf-8",
    )
    python.chmod(0o755)
    monkeypatch.setattr(run.sys, "executable", str(python))
    return Installs(tmp_path / "installs")


def call(*args: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run"), *args]
    return subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False)


# ------------------------------------------------------------------------------------ what it says


def test_help_names_every_command(run: ModuleType) -> None:
    done = call("--help")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout or f"\n  {name}\n" in done.stdout for name in run.COMMANDS)


@pytest.mark.parametrize("args", [[], ["frobnicate"], ["lint", "quickly"]])
def test_a_wrong_request_is_status_2_and_prints_nothing_on_standard_output(
    args: list[str], tmp_path: Path
) -> None:
    done = call(*args, cwd=tmp_path, ALMONER_VENV=str(tmp_path / "venv"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir()), "nothing is made for a wrong request"


def test_it_parses_under_old_pythons_and_says_what_it_needs(run: ModuleType) -> None:
    ast.parse((ROOT / "run").read_text(encoding="utf-8"), feature_version=(3, 6))
    source = (ROOT / "run").read_text(encoding="utf-8")
    head = source[: source.index("ROOT =")].replace("sys.version_info <", "(3, 9) <")
    done = subprocess.run([sys.executable, "-c", head, "demo"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or later" in done.stderr
    assert run.ROOT == ROOT


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_gets_the_line_that_mends_it(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run.sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    assert run.main(["almoner", "verify"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "sudo apt-get install -y python3-venv" in said.err


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        ("error: command 'gcc' failed: No such file or directory", "build-essential"),
        ("fatal error: Python.h: No such file or directory", "python3-dev"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the locked one"),
        ("NewConnectionError: Failed to establish a new connection", "registry was not reached"),
        ("ERROR: something new", "the reason stands above"),
    ],
)
def test_what_the_installer_met_is_named_with_its_mend(
    run: ModuleType, tmp_path: Path, said: str, mend: str
) -> None:
    log = tmp_path / "log"
    log.write_text(f"Collecting django\n{said}\n")
    assert mend in run.diagnose(log)


def test_a_place_that_cannot_be_written_is_refused_with_a_mend(run: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(run.Refused, match="ALMONER_VENV"), run.only_builder(tmp_path / "file" / "venv.d"):
        pass


# ------------------------------------------------------------------------------------ which environment


def test_the_stamp_changes_with_lock_place_and_python(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = run.venv_link()
    stamps = [run.stamp(b"a", link), run.stamp(b"b", link), run.stamp(b"a", link.with_name("other"))]
    monkeypatch.setattr(run.platform, "python_version", lambda: "3.99.0")
    stamps.append(run.stamp(b"a", link))
    monkeypatch.setattr(run, "ROOT", Path("/elsewhere"))
    stamps.append(run.stamp(b"a", link))
    monkeypatch.setattr(run, "SCHEME", run.SCHEME + 1)
    stamps.append(run.stamp(b"a", link))
    assert len(set(stamps)) == len(stamps)
    assert run.stamp(b"a", link) == stamps[-1]


def test_it_is_made_once_and_found_again(run: ModuleType, installs: Installs) -> None:
    python = run.environment()
    assert len(installs) == 1
    assert "--require-hashes" in installs.log.read_text(encoding="utf-8")
    assert run.environment() == python
    assert len(installs) == 1, "a whole environment is used as it is"
    assert run.venv_link().resolve() == python.parent.parent
    assert (python.parent / "almoner").stat().st_mode & 0o111
    (site,) = python.parent.parent.glob("lib/*/site-packages/almoner.pth")
    assert site.read_text().strip() == str(ROOT)


def test_one_that_was_left_half_made_is_made_again(run: ModuleType, installs: Installs) -> None:
    env = run.environment().parent.parent
    (env / "complete").unlink()
    (env / "half").write_text("left by a kill")
    run.environment()
    assert len(installs) == 2
    assert not (env / "half").exists()


def test_a_new_lock_gets_a_new_environment_and_the_old_one_goes(
    run: ModuleType, installs: Installs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = run.environment().parent.parent
    fd = os.open(old / "complete", os.O_RDONLY)
    fcntl.flock(fd, fcntl.LOCK_SH)
    (tmp_path / "lock").write_text("other==1.0\n")
    monkeypatch.setattr(run, "LOCK", tmp_path / "lock")
    new = run.environment().parent.parent
    assert new != old
    assert len(installs) == 2
    assert old.exists(), "a running process uses it"


def test_an_environment_that_nobody_uses_is_swept(run: ModuleType, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for name, is_whole in {"unused": True, "killed": False, "kept": True, "used": True}.items():
        (store / name).mkdir(parents=True)
        if is_whole:
            (store / name / "complete").write_text(name)
    (store / "killed.log").write_text("")
    with (store / "used" / "complete").open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        run.sweep(store, store / "kept")
    assert sorted(path.name for path in store.iterdir()) == ["kept", "used"]


def test_a_folder_of_the_user_is_left_alone(run: ModuleType, installs: Installs) -> None:
    link = run.venv_link()
    link.mkdir()
    (link / "mine").write_text("")
    python = run.environment()
    assert len(installs) == 1
    assert python.exists()
    assert (link / "mine").exists()


def test_two_at_once_make_one(run: ModuleType, installs: Installs) -> None:
    pythons: list[Path] = []
    threads = [threading.Thread(target=lambda: pythons.append(run.environment())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert len(pythons) == 2
    assert len(set(pythons)) == 1
    assert len(installs) == 1, "the second one waits and finds it whole"


def test_the_installer_holds_the_lock_after_its_parent_is_killed(run: ModuleType, tmp_path: Path) -> None:
    with run.only_builder(tmp_path / "store") as fd:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(fd,))
    second = os.open(tmp_path / "store" / "lock", os.O_RDWR)
    with pytest.raises(BlockingIOError):
        fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    child.communicate(b"\n")
    fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(second)


# ------------------------------------------------------------------------------------ what it passes on


def test_pip_keeps_where_packages_come_from_and_nothing_else(run: ModuleType) -> None:
    listing = """global.index-url='https://mirror.example/simple'
global.user='true'
global.target='/tmp/x'
install.index-url='https://nearer.example/simple'
install.no-deps='true'
download.cert='/ignored'
:env:.proxy='http://proxy.example:3128'
:env:.require-virtualenv='1'
"""
    assert run.registry_settings(listing) == {
        "PIP_INDEX_URL": "https://nearer.example/simple",
        "PIP_PROXY": "http://proxy.example:3128",
    }


def test_what_bends_another_python_is_not_passed_on(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "/somewhere")
    monkeypatch.setenv("ALMONER_DATA", "/data")
    env = run.clean_env()
    assert not env.keys() & run.FOREIGN
    assert env["ALMONER_DATA"] == "/data"
    assert env["PYTHONSAFEPATH"] == "1"


def test_the_command_keeps_its_folder_its_arguments_and_its_status(run: ModuleType, tmp_path: Path) -> None:
    env = tmp_path / "venv.d" / run.stamp(run.read_lock(), run.venv_link())
    (env / "bin").mkdir(parents=True)
    (env / "complete").write_text("")
    run.point(run.venv_link(), env)
    (env / "bin" / "python").write_text('#!/bin/sh\nprintf "%s|" "$PWD" "$@"\nexit 7\n')
    (env / "bin" / "python").chmod(0o755)
    folder = tmp_path / "a folder"
    folder.mkdir()
    done = call("bench", "x12", "a b", cwd=folder)
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout == f"{folder}|-m|almoner.cli|bench|x12|a b|"
    (folder / "test_it.py").write_text("")
    assert call("test", "test_it.py", "-q", cwd=folder).stdout == f"{ROOT}|-m|pytest|{folder}/test_it.py|-q|"


# ------------------------------------------------------------------------------------------- .ci/run


def ci(folder: Path, *programs: str, apt: str = "exit 0") -> subprocess.CompletedProcess[str]:
    """Run `.ci/run` on a machine with these programs alone, beside a `run` that tells what it was asked."""
    tools = folder / "bin"
    (folder / ".ci").mkdir()
    tools.mkdir()
    for name in ("dirname", "id", "mktemp", "tail", "rm", "cat", "chmod"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    texts = dict.fromkeys(programs, "exit 0") | {"apt-get": f'echo "apt-get $*" >> {folder}/asked\n{apt}'}
    for place, text in {
        folder / "run": 'echo "run $*"',
        **{tools / name: text for name, text in texts.items()},
    }.items():
        place.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
        place.chmod(0o755)
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    command = ["/bin/bash", str(folder / ".ci" / "run")]
    return subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)


def test_ci_lints_and_tests(tmp_path: Path) -> None:
    done = ci(tmp_path, "chromium")
    assert (done.returncode, done.stdout, done.stderr) == (0, "run lint\nrun test\n", "")
    assert not (tmp_path / "asked").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_ci_installs_the_browser_that_is_missing(tmp_path: Path) -> None:
    browser = f"{tmp_path}/bin/chromium"
    done = ci(tmp_path, apt=f'[[ "$*" == *chromium* ]] && echo > {browser} && chmod +x {browser}; exit 0')
    assert (done.returncode, done.stdout, done.stderr) == (0, "run lint\nrun test\n", "")
    assert "install -y --no-install-recommends chromium" in (tmp_path / "asked").read_text("utf-8")


def test_ci_goes_on_without_a_browser_and_says_what_mends_it(tmp_path: Path) -> None:
    done = ci(tmp_path, apt="echo no network; exit 100")
    assert (done.returncode, done.stdout) == (0, "run lint\nrun test\n")
    assert "mend: apt-get install chromium" in done.stderr
