"""How a peer talks with the benchmark: one JSON line in, one JSON line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

Handle = Callable[[dict[str, Any]], dict[str, Any]]


def serve(handle: Handle) -> None:
    """Answer each line until the other side closes; `ms` in the answer is the time of the work."""
    # What a library prints must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        start = perf_counter()
        answer = handle(asked)
        took = (perf_counter() - start) * 1000
        print(json.dumps({"ms": took} | answer), file=answers, flush=True)
