"""Pairs of short statements, longer rows, what is held, and cells that move: all are judged.

Run: python -m tests.exhaust --jobs 1 --part 0/1 --minutes 60 --out FOLDER
A run that was stopped goes on where it was when it is started again with the same --out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.enumerated.cells import recurrence
from tests.enumerated.frames import FRAMES, INSIDE, Frame, meet, nested, program
from tests.enumerated.judged import POINTS, POINTS_OF_CELLS, Points, judged
from tests.enumerated.held import KINDS, PLACES, Held
from tests.enumerated.pool import POOL
from tests.programs.judge import Verdict
from tests.programs.shrink import shrink
from tests.programs.workers import in_time, in_workers

SHOWN = 4


def main(arguments: list[str] | None = None) -> int:
    """Judge programs; the exit status is 1 if any was wrong, crashed or ran out of time."""
    options = parsed(arguments)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    state = resumed(out)
    end = time.monotonic() + 60.0 * options.minutes
    part, parts = map(int, options.part.split("/"))
    numbers = range(part + state["done"] * parts, options.programs, parts)
    for number, text, verdict in verdicts(numbers, options):
        state["done"] += 1
        count(state, number, verdict)
        if verdict.is_failure:
            text = smaller(number, text, verdict, options)
            (out / f"{verdict.kind}_{number}.py").write_text(report(number, text, verdict))
            print(f"{number}: {verdict.kind}: {verdict.detail[:300]}", flush=True)
        if state["done"] % 20 == 0:
            save(out, state)
        if time.monotonic() > end:
            break
    save(out, state)
    print(summary(state))
    return int(any(state["kinds"].get(kind) for kind in ("wrong", "crash", "timeout")))


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--programs", type=int, default=30000, help="the number to stop before")
    parser.add_argument("--part", default="0/1", help="K/N: every N-th program from the K-th on")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--second-every", type=int, default=10, help="second order every n-th")
    parser.add_argument("--limit", type=int, default=60, help="seconds of work for one program")
    parser.add_argument("--out", default=str(Path(tempfile.gettempdir()) / "s2sad-exhaust"))
    return parser.parse_args(arguments)


def verdicts(numbers: range, options: argparse.Namespace) -> Iterator[tuple[int, str, Verdict]]:
    return in_workers(partial(verdict_at, options=options), numbers, options.jobs)


def verdict_at(number: int, options: argparse.Namespace) -> tuple[int, str, Verdict]:
    """Return the number, the text and the verdict of one program."""
    text = text_at(number)
    order = order_at(number, options)
    one = partial(judged, text, order, number % 3 == 0 or order > 1, points_at(number))
    return number, text, in_time(one, options.limit)


def order_at(number: int, options: argparse.Namespace) -> int:
    """Return up to which order the derivatives of a program are judged."""
    return 2 if options.second_every and number % options.second_every == 7 else 1


def points_at(number: int) -> Points:
    """Return at which points a program is judged: first the plain one, or one of other layouts."""
    if number % 4 == 3:
        return POINTS_OF_CELLS
    return POINTS[0 if number // 4 % 2 else 2 + number // 8 % 3], POINTS[1]


def smaller(number: int, text: str, verdict: Verdict, options: argparse.Namespace) -> str:
    """Return a program with fewer statements that fails likewise."""
    order, points = order_at(number, options), points_at(number)

    def fails(other: str) -> bool:
        try:
            return judged(other, order, points=points).like(verdict)
        except Exception:  # what is left is no program
            return False

    return text if verdict.kind == "timeout" else shrink(text, fails, 100)


def text_at(number: int) -> str:
    """Return the program of a number: pairs, rows, what is held, and cells, in turns."""
    turn, kind = divmod(number, 4)
    if kind == 3:
        return recurrence(turn)
    if kind == 0:
        statements, around = pair_at(turn)
    elif kind == 1:
        draw = random.Random(number)
        statements, around = parts_of(draw, 3 + turn % 6), framed(draw)
    else:
        draw = random.Random(number)
        statements, around = held_by(draw, KINDS[turn % len(KINDS)]), draw.choice(PLACES)
    return program(statements, around, aliased=number % 5 > 0)


def held_by(draw: random.Random, held: Held) -> tuple[str, ...]:
    """Return what makes e, a change, a use, and what makes e otherwise, or likewise."""
    maker, other = draw.choice(held.makers), draw.choice(held.makers)
    if not held.is_alike and draw.random() < 0.8:
        other = maker
    return maker, draw.choice(held.changes), draw.choice(held.uses), other


def pair_at(number: int) -> tuple[tuple[str, ...], Any]:
    """Return the pair of a number, and its frame: each pair has been in one before the next."""
    pairs = all_pairs()
    round_, place = divmod(number, len(pairs))
    return pairs[place], FRAMES[(place + round_) % len(FRAMES)]


def all_pairs(kept: list[tuple[str, ...]] = []) -> list[tuple[str, ...]]:  # noqa: B006
    """Return the ordered pairs of statements that touch the same, in an order without order."""
    if not kept:
        kept += [(a, b) for a in POOL for b in POOL if meet(a, b)]
        random.Random(0).shuffle(kept)
    return kept


def framed(draw: random.Random) -> Frame:
    """Return a frame, every other time one in another."""
    outer, inner = (draw.choice([n for n in INSIDE if n != "closed"]) for _ in range(2))
    return draw.choice(FRAMES) if draw.random() < 0.4 else nested(outer, inner)


def parts_of(draw: random.Random, length: int) -> tuple[str, ...]:
    """Return a row of statements in three parts."""
    row = row_of(draw, length)
    one, other = sorted(draw.sample(range(1, length), 2))
    return tuple("\n".join(part) for part in (row[:one], row[one:other], row[other:]))


def row_of(draw: random.Random, length: int) -> tuple[str, ...]:
    """Return statements of which each touches what one before it touches."""
    row = [draw.choice(POOL)]
    while len(row) < length:
        following = draw.choice(POOL)
        if any(meet(one, following) for one in row):
            row.append(following)
    return tuple(row)


def count(state: dict[str, Any], number: int, verdict: Verdict) -> None:
    kinds, reasons = state["kinds"], state["reasons"]
    kinds[verdict.kind] = kinds.get(verdict.kind, 0) + 1
    if verdict.kind != "ok":
        found = reasons.setdefault(f"{verdict.kind}: {verdict.reason}", {"count": 0, "at": []})
        found["count"] += 1
        found["at"] = [*found["at"], number][:SHOWN]


def resumed(out: Path) -> dict[str, Any]:
    path = out / "progress.json"
    fresh: dict[str, Any] = {"done": 0, "kinds": {}, "reasons": {}}
    return json.loads(path.read_text()) if path.exists() else fresh


def save(out: Path, state: dict[str, Any]) -> None:
    fresh = out / "progress.json.new"
    fresh.write_text(json.dumps(state, indent=1))
    os.replace(fresh, out / "progress.json")


def report(number: int, text: str, verdict: Verdict) -> str:
    """A file that shows the failure when it is run."""
    detail = "".join(f"# {line}\n" for line in verdict.detail.splitlines())
    return (
        f"# program {number}: {verdict.kind}, {verdict.reason}\n{detail}{text}\n\n"
        'if __name__ == "__main__":\n'
        "    from s2sad import check_grads\n"
        "    from tests.exhaust import points_at\n\n"
        f"    for point in points_at({number}):\n"
        "        count = f.__code__.co_argcount\n"
        "        check_grads(f, *[point[n] for n in f.__code__.co_varnames[:count]])\n"
    )


def summary(state: dict[str, Any]) -> str:
    """The reasons by number, and one line with the kinds."""
    ordered = sorted(state["reasons"].items(), key=lambda item: (-item[1]["count"], item[0]))
    lines = [f"  {found['count']:6d}  {why}  {found['at']}" for why, found in ordered]
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(state["kinds"].items()))
    return "\n".join([*lines, f"exhaust: {state['done']} programs: {kinds}"])


if __name__ == "__main__":
    sys.exit(main())
