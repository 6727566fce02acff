"""`make audit`: does it say what its two programs have found, and whether they could look?"""

import subprocess
from pathlib import Path

import pytest

from tests.benchmark.servers import ROOT

FAULT = "flask 3.1.3 PYSEC-2026-1"
UNREACHED = "no package was checked"


@pytest.mark.parametrize(
    ("hadolint", "pip_audit", "status", "said"),
    [
        ("exit 0", "echo No known vulnerabilities found >&2", 0, "No known vulnerabilities found"),
        ("exit 0", f"echo Found 1 >&2; echo '{FAULT}'; exit 1", 2, FAULT),
        ("exit 0", "echo 'Traceback\nConnectionError' >&2; exit 1", 2, UNREACHED),
        ("echo Dockerfile:1 DL3006; exit 1", "exit 0", 2, "DL3006"),
    ],
)
def test_an_audit_says_what_was_found_and_what_was_not_checked(
    tmp_path: Path, hadolint: str, pip_audit: str, status: int, said: str
) -> None:
    (tmp_path / "bin").mkdir()
    for name, script in (("hadolint", hadolint), ("pip-audit", pip_audit)):
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    done = tmp_path / "done"  # as after the programs are installed
    done.touch()
    ended = subprocess.run(
        ["make", f"AUDIT={tmp_path}", f"--assume-old={done}", "audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in (ended.stdout + ended.stderr).splitlines() if said in line]
    assert (ended.returncode, len(lines)) == (status, 1), ended.stderr
    assert ("hadolint found no faults" in ended.stdout) == (hadolint == "exit 0")
    assert (UNREACHED in ended.stderr) == (said == UNREACHED)
    assert "Traceback" not in ended.stderr
