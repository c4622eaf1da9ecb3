"""What runs in the process of an audited file: it loads the file, audits it and sends the result.

    python -m glassnet.cli.audited_module PIPE FILE MEGABYTES LANGUAGE

The result goes through a pipe of its own, so that nothing the file prints can be taken for it.
"""

import contextlib
import importlib.util
import os
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from glassnet.cli.audited_description import advice
from glassnet.cli.audited_names import Names, names_of
from glassnet.cli.machine import error_object, object_line
from glassnet.diagnosis.audit.auditing import audit
from glassnet.diagnosis.audit.codes import UNKNOWN
from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.outcome import Audit
from glassnet.errors import GlassnetError, RunError
from glassnet.locales import _, set_language

MOST_WRITTEN = 64 * 2**20  # bytes of one file that the audited code may write


def main(pipe: int, file: str, memory: int) -> None:
    """Audits a file and sends the result; the process ends here, whatever the file has started."""
    os.set_inheritable(pipe, False)
    try:
        _limit(memory)
        answer = object_line(_answer(Path(file)))
    except GlassnetError as error:
        answer = error_object(error)
    except MemoryError:
        answer = error_object(_no_memory(file, memory))
    except BaseException as error:
        answer = error_object(_raised(error, file))
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    with os.fdopen(pipe, "wb") as stream:
        stream.write(answer.encode())
    os._exit(0)


def _limit(memory: int) -> None:
    """Limits of the process, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    size = memory * 2**20
    limits = {"RLIMIT_AS": size, "RLIMIT_FSIZE": MOST_WRITTEN, "RLIMIT_CORE": 0}
    for name, limit in limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (limit, limit))


def _answer(file: Path) -> dict[str, Any]:
    """The findings of a file as plain data."""
    given: Names = names_of(_loaded(file), str(file))
    np.seterr(all="warn")
    found: Audit = audit(given.loss, given.grad, given.params, given.network, given.X, given.Y)
    findings = [each.plain() for each in found]
    unknown = next((each for each in findings if each["code"] == UNKNOWN), None)
    if unknown is not None and given.network is None:
        arrays = parameters(given.params).arrays
        added = advice(arrays, given.X is not None and given.Y is not None)
        if added:
            unknown["fix"] = _("{first}; {then}").format(first=unknown["fix"], then=added)
    return {
        "findings": findings,
        "checked": [asdict(each) for each in found.checked],
        "loss": found.loss,
    }


def _loaded(file: Path) -> ModuleType:
    """The module in a file; its neighbours can be imported by it."""
    sys.path.insert(0, str(file.parent))
    sys.argv = [str(file)]
    spec = importlib.util.spec_from_file_location("audited", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["audited"] = module
    spec.loader.exec_module(module)
    return module


def _raised(error: BaseException, file: str) -> RunError:
    """The error for a file that cannot be loaded, or that ends itself."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            frames.append(trace.tb_lineno)
        trace = trace.tb_next
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    place = line or (frames[-1] if frames else None)
    if isinstance(error, SystemExit):
        what = _("the code ends the program")
        fix = _("take exit() and the like out of the module and of its functions")
    else:
        what = _("the code raised an error")
        fix = _("run the file with Python, and repair what it says")
    return RunError(
        what,
        expected=_("a module that can be imported, and functions that return"),
        received=f"{type(error).__name__}: {error}"[:300],
        where=f"{file}:{place}" if place else file,
        fix=fix,
    )


def _no_memory(file: str, memory: int) -> RunError:
    return RunError(
        _("the code needs more memory than it may use"),
        expected=_("at most {size} MB").format(size=memory),
        received="MemoryError",
        where=file,
        fix=_("give it more: --memory {more}").format(more=4 * memory),
    )


if __name__ == "__main__":
    set_language(sys.argv[4])
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
