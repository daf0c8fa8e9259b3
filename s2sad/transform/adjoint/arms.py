"""Arms: what only one arm of a branch binds goes over to the reverse sweep in a tuple of that arm.

    a, saved = np.nan, None                 if hi - lo == 1:
    if hi - lo == 1:                            a = x[lo]
        a = x[lo]                               kept = (a,)
    else:                            ->     else:
        c, saved = h_forward(x, lo, mid)        c, saved = h_forward(x, lo, mid)
    return z, (lo, hi, a, saved)                kept = (saved,)
                                            return z, (lo, hi, kept)

The mirror of the branch takes its arm's tuple apart where it begins. This is done to a name if the
forward sweep binds it in that branch alone, the reverse sweep has it in the mirror alone, and each
arm whose mirror reads it has surely bound it. Branches in the arms are done first; where an arm
keeps nothing but the tuple of the branch in it, the two have one name.
"""

from __future__ import annotations


from ...analysis.kinds.definitions import PICK
from ...analysis.positions import exposure
from ...ir.fresh import first_free
from ...ir.frozen import dataclass, replace
from ...ir.kinds import SAVED, Kind
from ...ir.nodes import Apply, Assign, Block, Const, Expr, If, Name, Stmt, Tag
from ...ir.walk import rename_block, statements
from ..effects import bound_inside

RECORD = Tag(0, 0, "record")


@dataclass(frozen=True)
class Sides:
    """Both sweeps of a block, and the names that go over, in order."""

    ahead: Block
    back: Block
    saved: tuple[str, ...]


def kept_in_arms(whole: Sides, unsure: set[str], kinds: dict[str, Kind]) -> Sides:
    """Return two sweeps in which names of `unsure` go over arm by arm."""
    for stmt in whole.ahead:
        if isinstance(stmt, If):
            whole = _branch(whole, stmt, unsure, kinds)
    return whole


def _branch(whole: Sides, branch: If, unsure: set[str], kinds: dict[str, Kind]) -> Sides:
    """Return two sweeps in which names of one branch go over arm by arm."""
    sid = branch.tag.sid
    mirrors = [s for s in whole.back if isinstance(s, If) and s.tag.sid == sid]
    if len(mirrors) != 1:
        return whole
    (mirror,) = mirrors
    names = _of_branch(whole, branch, mirror) & unsure
    while True:
        arms = [
            _arm(ahead, back, [n for n in whole.saved if n in names], kinds)
            for ahead, back in ((branch.body, mirror.body), (branch.orelse, mirror.orelse))
        ]
        missing = {n for arm in arms for n in arm.saved if n not in exposure(arm.ahead)[1]}
        if not missing:
            break
        names -= missing
    return _together(whole, branch, mirror, arms, names, kinds) if len(names) > 1 else whole


def _of_branch(whole: Sides, branch: If, mirror: If) -> set[str]:
    """Return the names that are of a branch and its mirror alone."""
    others = [*whole.ahead, *whole.back]
    found = bound_inside(branch) - set(mirror.test.names)
    for stmt in others:
        if stmt is not branch and stmt is not mirror:
            parts = tuple(statements((stmt,)))
            found -= {n for s in parts for n in (*s.binds, *s.reads)}
    return found


def _arm(ahead: Block, back: Block, names: list[str], kinds: dict[str, Kind]) -> Sides:
    """Return the two sides of an arm with the names that its mirror reads, branches in it done."""
    exposed, _ = exposure(back)
    own = tuple([n for n in names if n in exposed])
    sure = exposure(ahead)[1]
    return kept_in_arms(Sides(ahead, back, own), set(own) - sure, kinds)


def _together(
    whole: Sides, branch: If, mirror: If, arms: list[Sides], names: set[str],
    kinds: dict[str, Kind],
) -> Sides:  # fmt: skip
    kept = first_free("kept", kinds)
    kinds[kept] = SAVED
    first, second = [_closed(arm, kept, kinds) for arm in arms]
    before: list[Stmt] = []
    if not branch.orelse and not arms[1].saved:  # no arm is written for what it does not keep
        before, second = [Assign(kept, Const(None), RECORD)], arms[1]
    ahead = replace(branch, body=first.ahead, orelse=second.ahead)
    back = replace(mirror, body=first.back, orelse=second.back)
    at = next(k for k, stmt in enumerate(whole.ahead) if stmt is branch)
    saved = [n for n in whole.saved if n not in names]
    return Sides(
        (*whole.ahead[:at], *before, ahead, *whole.ahead[at + 1 :]),
        tuple([back if stmt is mirror else stmt for stmt in whole.back]), (*saved, kept),
    )  # fmt: skip


def _closed(arm: Sides, kept: str, kinds: dict[str, Kind]) -> Sides:
    """Return the sides of an arm that ends with its tuple, and of a mirror that begins with it."""
    if len(arm.saved) == 1 and kinds[arm.saved[0]] == SAVED and arm.saved[0].startswith("kept"):
        names = {arm.saved[0]: kept}
        return Sides(rename_block(arm.ahead, names), rename_block(arm.back, names), (kept,))
    value: Expr = Const(None)
    if arm.saved:
        value = Apply("tuple", tuple(map(Name, arm.saved)))
    count = Const(len(arm.saved))
    taken = [
        Assign(n, Apply(f"{PICK}saved", (Name(kept), Const(k), count)))
        for k, n in enumerate(arm.saved)
    ]  # fmt: skip
    return Sides((*arm.ahead, Assign(kept, value, RECORD)), (*taken, *arm.back), (kept,))
