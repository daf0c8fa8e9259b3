"""The long hunt: random programs against every check, failures shrunk and kept.

Run: python -m tests.hunt --programs 20000 --seed 0 --minutes 120 --out FOLDER
A hunt that was stopped goes on where it was when it is started again with the same --out.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.programs.generate import GeneratedProgram, generate
from tests.programs.judge import Verdict, judge, shrunk
from tests.programs.workers import in_time, in_workers


@dataclass(frozen=True)
class Found:
    """What came of one seed; a failure comes with its program, shrunk."""

    seed: int
    verdict: Verdict
    program: GeneratedProgram | None = None
    features: tuple[str, ...] = ()
    thrown: tuple[str, ...] = ()


def main(arguments: list[str] | None = None) -> int:
    """Hunt; the exit status is 1 if anything was wrong, crashed or ran out of time."""
    options = parsed(arguments)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    state = resumed(out, options.seed)
    start = time.monotonic()
    seeds = range(options.seed + state["done"], options.seed + options.programs)
    for found in judged_seeds(seeds, options):
        state["done"] += 1
        count(state, found)
        if found.verdict.is_failure and found.program is not None:
            name = f"{found.verdict.kind}_{found.seed}.py"
            (out / name).write_text(report(found))
            print(f"seed {found.seed}: {found.verdict.kind}: {found.verdict.detail[:300]}")
        if state["done"] % 20 == 0:
            save(out, state)
        if (time.monotonic() - start) / 60.0 > options.minutes:
            break
    state["minutes"] += (time.monotonic() - start) / 60.0
    save(out, state)
    print(summary(state))
    return int(any(state["kinds"].get(k) for k in ("wrong", "crash", "timeout")))


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--second-every", type=int, default=5, help="second order every n-th")
    parser.add_argument(
        "--complex-every", type=int, default=3, help="the complex step every n-th"
    )
    parser.add_argument("--limit", type=int, default=60, help="seconds of work for one program")
    parser.add_argument("--features", default="", help="only these, with commas between")
    parser.add_argument("--tries", type=int, default=300, help="how often shrinking may ask")
    parser.add_argument("--out", default=str(Path(tempfile.gettempdir()) / "s2sad-hunt"))
    return parser.parse_args(arguments)


def judged_seeds(seeds: range, options: argparse.Namespace) -> Iterator[Found]:
    return in_workers(partial(hunt_one, options=options), seeds, options.jobs)


def hunt_one(seed: int, options: argparse.Namespace) -> Found:
    order = 2 if options.second_every and seed % options.second_every == 0 else 1
    steps = bool(options.complex_every) and seed % options.complex_every == 0
    judged = partial(judge_in_time, order=order, limit=options.limit, complex_step=steps)
    features = options.features.split(",") if options.features else None
    program = generate(seed, features)
    verdict = judged(program)
    if not verdict.is_failure:
        return Found(seed, verdict, features=program.features, thrown=program.thrown)
    tries = min(options.tries, 20) if verdict.kind == "timeout" else options.tries
    smaller = shrunk(program, verdict, judged, tries)
    return Found(seed, verdict, smaller, program.features, program.thrown)


def judge_in_time(
    program: GeneratedProgram, order: int, limit: int, complex_step: bool = False
) -> Verdict:
    """The verdict on a program within a limit in seconds of work."""
    return in_time(partial(judge, program, order, complex_step), limit)


def count(state: dict[str, Any], found: Found) -> None:
    kinds, reasons = Counter(state["kinds"]), Counter(state["reasons"])
    kinds[found.verdict.kind] += 1
    for what, names in (("features", found.features), ("thrown", found.thrown)):
        state[what] = dict(Counter(state.get(what, {})) + Counter(names))
    if found.verdict.kind == "ok" and found.verdict.reason:
        state["features"] = dict(Counter(state["features"]) + Counter([found.verdict.reason]))
    if found.verdict.kind != "ok":
        reasons[f"{found.verdict.kind}: {found.verdict.reason}"] += 1
        state["examples"].setdefault(f"{found.verdict.kind}: {found.verdict.reason}", found.seed)
    state["kinds"], state["reasons"] = dict(kinds), dict(reasons)


def resumed(out: Path, seed: int) -> dict[str, Any]:
    path = out / "progress.json"
    if path.exists():
        state: dict[str, Any] = json.loads(path.read_text())
        if state["seed"] == seed:
            return state
    return {"seed": seed, "done": 0, "minutes": 0.0, "kinds": {}, "reasons": {}, "examples": {},
            "features": {}, "thrown": {}}  # fmt: skip


def save(out: Path, state: dict[str, Any]) -> None:
    fresh = out / "progress.json.new"
    fresh.write_text(json.dumps(state, indent=1))
    os.replace(fresh, out / "progress.json")


def report(found: Found) -> str:
    """A file that shows the failure when it is run."""
    program = found.program
    assert program is not None
    detail = "".join(f"# {line}\n" for line in found.verdict.detail.splitlines())
    names = ", ".join(f"a{k}" for k in range(len(program.args_text)))
    args = "".join(f"    a{k} = {text}\n" for k, text in enumerate(program.args_text))
    return (
        f"# seed {found.seed} ({program.seed}): {found.verdict.kind}, {found.verdict.reason}\n"
        f"{detail}import numpy as np\n\n{program.source_text}\n\n"
        f'if __name__ == "__main__":\n'
        f"    from s2sad import check_grads\n\n"
        f"{args}    check_grads({program.function_name}, {names}, wrt={program.wrt})\n"
    )


def summary(state: dict[str, Any]) -> str:
    kinds, done = state["kinds"], max(1, state["done"])
    lines = [
        f"  {n:6d}  {reason}  (seed {state['examples'][reason]})"
        for reason, n in sorted(state["reasons"].items(), key=lambda item: (-item[1], item[0]))
    ]
    refused = kinds.get("refused", 0)
    lines += share_lines(state)
    lines.append(
        f"hunt: {state['done']} programs, {kinds.get('wrong', 0)} wrong, "
        f"{kinds.get('crash', 0)} crash, {kinds.get('timeout', 0)} timeout, "
        f"{kinds.get('rough', 0)} too rough to judge, "
        f"{refused} refused ({100.0 * refused / done:.1f}%), {kinds.get('ok', 0)} ok, "
        f"{state['minutes']:.1f} min"
    )
    return "\n".join(lines)


def share_lines(state: dict[str, Any]) -> list[str]:
    """Of how many programs each feature is part, and what was drawn but thrown away."""
    done = max(1, state["done"])
    shares = sorted(state.get("features", {}).items(), key=lambda item: (-item[1], item[0]))
    thrown = sorted(state.get("thrown", {}).items())
    lines = [f"features: {', '.join(f'{n} {100 * k // done}%' for n, k in shares)}"]
    if thrown:
        shown = ", ".join(f"{n} {k}" for n, k in thrown)
        lines.append(f"thrown away before judging: {shown}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
