"""Emitted adjoints against adjoints by hand, their own programs, and other libraries.

The aim is 1.2 times what a person would have written; rows above it are marked. `saved` is how many
numbers the emitted adjoint has on lists between its two sweeps.
"""

from __future__ import annotations

from collections.abc import Sequence

from .case import Case
from .peers import PEERS, installed, notice, peer_run
from .programs.catalogue import CASES
from .table import Cell, table
from .timing import Effort, fastest

AIM = 1.2


def report(effort: Effort, only: str = "", quick: bool = False) -> str:
    """Return the table; `quick` leaves out the large arguments and the other libraries."""
    chosen = [case for case in CASES if only in case.name]
    peers = () if quick else installed()
    heads = ["program", "arguments", "by hand us", "emitted / hand", "", "emitted / program"]
    heads += ["hand / program", "saved", *(f"{peer} / emitted" for peer in peers)]
    rows = [
        row(case, size, effort, peers)
        for case in chosen
        for size in (list(case.sizes)[:1] if quick else case.sizes)
    ]
    ratios = [float(r[3] or 0.0) for r in rows]
    within = sum(ratio <= AIM for ratio in ratios)
    summary = f"{within} of {len(rows)} within {AIM} times the adjoint by hand"
    return f"{table(heads, rows)}\n\n{summary}\n{notice()}"


def row(case: Case, size: str, effort: Effort, peers: Sequence[str]) -> list[Cell]:
    """Measure one program at one size: all that run it take turns."""
    runs = case.runs(size)
    for peer in peers:
        if case.is_for(peer, size):
            runs[peer] = peer_run(peer, case, size)
    least = fastest(runs, effort)
    ratio = least["emitted"] / least["hand"]
    cells: list[Cell] = [case.name, size, least["hand"] * 1e6, ratio]
    cells += ["<" if ratio > AIM else "", least["emitted"] / least["primal"]]
    cells += [least["hand"] / least["primal"], case.saved(size)]
    return cells + [_over(least, peer) for peer in PEERS if peer in peers]


def _over(least: dict[str, float], peer: str) -> float | None:
    return least[peer] / least["emitted"] if peer in least else None
