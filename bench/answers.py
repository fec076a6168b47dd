"""What the peers share: how they say that they are ready, answer turn by turn, and weigh themselves.

The counterpart of answers.ts: a line of JSON in is a turn, a line of JSON out its answer.
"""

import importlib.util
import json
import platform
import resource
import sys


def require(*modules):
    """Tells the bench of packages that are absent, and ends."""
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    if absent:
        print(json.dumps({"versions": {}, "missing": absent}), flush=True)
        sys.exit()


def answer_turns(answer, *modules):
    versions = {module.__name__: module.__version__ for module in modules}
    versions["python"] = platform.python_version()
    print(json.dumps({"versions": versions, "missing": []}), flush=True)
    for line in sys.stdin:
        print(json.dumps({**answer(json.loads(line)), "megabytes": peak_megabytes()}), flush=True)


def peak_megabytes():
    """The most memory that this process, without its workers, has had resident at once.

    Linux' ru_maxrss starts from what the parent had when it started the child.
    """
    try:
        with open("/proc/self/status") as status:
            marks = [line for line in status if line.startswith("VmHWM:")]
        return int(marks[0].split()[1]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
