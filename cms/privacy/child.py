"""Untrusted files are read in a process of their own, bounded in time and memory.

`python -m cms.privacy.child SECONDS MEMORY MODULE ARGUMENTS…` is that process: it binds itself, then runs the module.
"""

import json
import resource
import runpy
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class TooLong(Exception):
    """The process used up the seconds of computing it was given, or twice as many of waiting."""


class Broken(Exception):
    """The process ended with an error: for want of memory, or by a fault of the parser's."""


def answers(module, *arguments, seconds, memory):
    """Yields the JSON objects that `python -m module arguments…` prints, one a line, as they come.

    The process gets `seconds` of computing and `memory` bytes, and may write no file. Raises TooLong or Broken after
    what it said.
    """

    command = [sys.executable, "-W", "ignore", "-m", "cms.privacy.child", str(seconds), str(memory), module, *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own module; names and paths are arguments, no shell
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    late = threading.Event()
    alarm = threading.Timer(seconds * 2, lambda: (late.set(), process.kill()))
    alarm.start()
    try:
        with process.stdout:
            for line in process.stdout:
                if line.endswith(b"}\n"):
                    yield json.loads(line)
        process.wait()
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
    if late.is_set() or process.returncode < 0:  # killed by us, or by the system at the end of its seconds
        raise TooLong
    if process.returncode:
        raise Broken


def main(seconds, memory, module, *arguments):
    """Binds this process for good, and runs `module` in it."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
