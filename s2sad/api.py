"""What users call: differentiate, grad, value_and_grad, jvp, vjp.

Every entry point reads the function once, compiles for the kinds of its arguments at the first
call, and calls the emitted program from then on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from .arguments import check_wrt, like_argument, wrong_primals, wrong_tangents, wrt_names
from .call import Call, Wrapping, Wrt, is_one, source_of
from .delivering import Of, delivering
from .derived import Bound, ClassMethod, Derived, checked, reduced
from .entry import (
    MISS, Entry, backward_entry, entry, forward_entry, keep_short_way, short_ways,
)  # fmt: skip
from .errors_outside import outermost
from .frontend import delivered_by
from .graph import Graph, graph
from .later import read_early
from .structures import copied, kept
from .texts import Text, Types, assumed, text_of
from .trace import Trace, trace


def _chosen(wrt: Wrt, argnums: Wrt, default: Wrt = 0) -> Wrt:
    """`argnums` is another word for `wrt`."""
    if wrt is not None:
        return wrt
    return default if argnums is None else argnums


def derived(function: Callable[..., Any], wrt: Wrt, mode: str, of: Of = None) -> Derived:
    """Return the derivative 'grad' or 'value_and_grad' as a function."""
    check_wrt(checked(function), wrt)
    return Derived(delivering(function, of), wrt, mode, _run)


def _run(
    function: Any, wrt: Wrt, mode: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, Entry | None]:
    """Return what a derivative computes, and the short way for the next call like this one."""
    call = Call(function, wrt, args, kwargs, mode)
    value: Any = None
    if mode == "grad":
        found = call.gradients_alone()
    else:
        value, found = call.value_and_gradients()
    call.is_done()
    alone = is_one(wrt)
    gradients = found[0] if alone else found
    short = None
    if call.function is function and not kwargs and call.inner is None:
        short = entry(call.special, call.wrt, args, mode, alone)
    return gradients if mode == "grad" else (value, gradients), short


@outermost
def grad(
    function: Callable[..., Any], wrt: Wrt = None, *, argnums: Wrt = None, of: Of = None
) -> Callable[..., Any]:
    """Return a function that computes the gradient of `function`.

    `wrt` is a position or a name (the gradient comes alone), or a sequence of them (a tuple of
    gradients comes); `argnums` is another word for it; by default it is 0. A gradient has its
    argument's structure, shape and dtype. `of` is as for `differentiate`.
    Raises NotScalar if the result is not a real number, WrongArgument if `wrt` names what cannot
    be differentiated, and the refusals of the compiler before anything runs.
    """
    return derived(function, _chosen(wrt, argnums), "grad", of)


@outermost
def value_and_grad(
    function: Callable[..., Any], wrt: Wrt = None, *, argnums: Wrt = None, of: Of = None
) -> Callable[..., Any]:
    """Return a function that computes `(value, gradients)`; arguments as for `grad`."""
    return derived(function, _chosen(wrt, argnums), "value_and_grad", of)


@outermost
def jvp(
    function: Callable[..., Any],
    primals: Sequence[Any],
    tangents: Sequence[Any],
    wrt: Wrt = None,
    *,
    of: Of = None,
) -> tuple[Any, Any]:
    """Return `(value, tangent)`: the derivative of `function` at `primals` along `tangents`.

    There is one tangent for each argument in `wrt`, in its order; by default one for each
    parameter that `@differentiate` would take. A tangent has its argument's structure and shape.
    `of` is as for `differentiate`. Raises NoResult if the function returns nothing that
    varies, and writes into arguments.
    """
    function = delivering(function, of)
    if not isinstance(primals, (list, tuple)):
        raise wrong_primals(primals)
    ways = short_ways(function, wrt, "jvp")
    if ways and isinstance(tangents, (list, tuple)):
        for enter in ways:
            found = enter((*primals, *tangents))
            if found is not MISS:
                return found  # type: ignore[no-any-return]
    call = Call(function, wrt, tuple(primals), {}, "jvp")
    if not isinstance(tangents, (list, tuple)) or len(tangents) != len(call.wrt):
        raise wrong_tangents(call.wrt)
    given = [like_argument(call.values[n], t, n) for n, t in zip(call.wrt, tangents)]
    value, tangent = call.special.tangent(call.wrt)(*call.arguments, *given)
    call.is_done()
    if call.function is function and call.inner is None:
        short = forward_entry(call.special, call.wrt, primals, given)
        if short is not None and short not in ways:
            keep_short_way(function, wrt, "jvp", short)
    return call.result(value), call.result(tangent)


@outermost
def vjp(
    function: Callable[..., Any], *primals: Any, wrt: Wrt = None, of: Of = None
) -> tuple[Any, Callable[..., tuple[Any, ...]]]:
    """Return `(value, pullback)`; `pullback(g)` gives a tuple, a gradient for each of `wrt`.

    A pullback may be called any number of times, and does not see later writes to the arguments.
    `of`, and what is refused without it, is as for `jvp`.
    """
    function = delivering(function, of)
    for enter in short_ways(function, wrt, "vjp"):
        found = enter(primals)
        if found is not MISS:
            return found  # type: ignore[no-any-return]
    call = Call(function, wrt, primals, {}, "vjp")
    special, names = call.special, call.wrt
    call.values = {n: kept(v, special.arguments[n]) for n, v in call.values.items()}
    ahead, back = special.pair(names)
    value, saved = ahead(*call.arguments)
    value = call.result(value)
    value = value if special.has_plain_results else copied(value)  # what is saved may be in it
    shape = copied(value)
    call.is_done()

    @outermost
    def pullback(seed: Any = None) -> tuple[Any, ...]:
        """Return the gradients for the adjoint `seed` of the result."""
        return call.gradients(back(*saved, *special.seeds(names, shape, seed)))

    if call.function is function and call.inner is None:
        short = backward_entry(special, names, primals)
        if short is not None and short not in short_ways(function, wrt, "vjp"):
            keep_short_way(function, wrt, "vjp", short)
    return value, pullback


for _transform in (grad, value_and_grad, jvp, vjp):
    vars(_transform)["__s2sad_transform__"] = _transform.__name__


class Differentiable(Wrapping):
    """A function with its derivatives; calling it calls the function."""

    __s2sad__ = True

    def __init__(self, function: Callable[..., Any], wrt: Wrt, of: Of = None) -> None:
        said: Of = None
        if isinstance(function, Differentiable):
            said, function = function.of, function.__wrapped__
        functools.update_wrapper(self, function)
        self.wrt = wrt
        self.of: Of = said if of is None else of
        self.delivering = delivering(function, self.of)
        read_early(source_of, self.delivering)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__wrapped__(*args, **kwargs)

    def __repr__(self) -> str:
        name = getattr(self.__wrapped__, "__qualname__", self.__wrapped__)
        return f"<differentiable {name}, wrt={self.wrt!r}>"

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        return Bound(self, instance)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return reduced(self)

    def __copy__(self) -> Differentiable:
        return self

    def __deepcopy__(self, memo: Any) -> Differentiable:
        return self

    # -- derivatives ---------------------------------------------------------------------------

    @cached_property
    def grad(self) -> Derived:
        """A function that returns the gradients: a tuple, or one if `wrt` is a single name."""
        return derived(self.delivering, self.wrt, "grad")

    @cached_property
    def value_and_grad(self) -> Derived:
        """A function that returns `(value, gradients)`."""
        return derived(self.delivering, self.wrt, "value_and_grad")

    @outermost
    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """Return `(value, tangent)`; see `s2sad.jvp`."""
        return jvp(self.delivering, primals, tangents, self.wrt)

    @outermost
    def vjp(self, *primals: Any) -> tuple[Any, Callable[..., tuple[Any, ...]]]:
        """Return `(value, pullback)`; see `s2sad.vjp`."""
        return vjp(self.delivering, *primals, wrt=self.wrt)

    @property
    def __s2sad_of__(self) -> tuple[str, ...]:
        return delivered_by(self.delivering)

    # -- texts ---------------------------------------------------------------------------------

    def _shown(self, which: str, style: str = "primitive", types: Types = None) -> Text:
        source = source_of(self.delivering)
        special = (source.first if types is None else None) or assumed(source, types)
        return text_of(special.source, special, self.wrt, which, style)

    @property
    @outermost
    def primal(self) -> Text:
        """Program A, as text: one primitive operation a statement.

        Before any call it is for the kinds that annotations, defaults and use of the parameters
        tell, and its first line names them; afterwards for those of the first call.
        """
        return self._shown("primal")

    @property
    @outermost
    def tangent(self) -> Text:
        """The tangent program (Program B, interleaved with A), as text; see `primal`."""
        return self._shown("tangent")

    @property
    @outermost
    def adjoint(self) -> Text:
        """The adjoint program, as text; see `primal`."""
        return self._shown("adjoint")

    @outermost
    def text(
        self, which: str, *args: Any, types: Types = None, style: str = "folded", of: Of = None
    ) -> Text:
        """Return 'primal', 'tangent', 'adjoint' or 'gradient', for these arguments or types.

        `types` are written as annotations: `{"x": "float64[:, :]"}`, or `"float64[:], float"` in
        the order of the parameters. Style 'folded' is what runs, 'primitive' is one operation a
        statement. `of` is as for `differentiate`, in the place of what the decorator says.
        """
        if of is not None:
            carrier = Differentiable(self.__wrapped__, self.wrt, of)
            return carrier.text(which, *args, types=types, style=style)
        if not args:
            return self._shown(which, style, types or {})
        call = Call(self.delivering, self.wrt, args, {})
        return text_of(call.source, call.special, call.wrt, which, style)

    @outermost
    def save(
        self, path: Any, *args: Any, which: str = "adjoint", types: Types = None,
        style: str = "folded", of: Of = None,
    ) -> None:  # fmt: skip
        """Write a program into a Python file that needs NumPy only; the rest as for `text`."""
        self.text(which, *args, types=types, style=style, of=of).save(path)

    @outermost
    def trace(self, *args: Any, wrt: Wrt = None, **kwargs: Any) -> Trace:
        """Return each statement of Program A as it runs at a point, with value, tangent, adjoint.

        The tangents are those of a change of 1 in the one parameter `wrt` (by default the first
        that is differentiated), the adjoints those of a result that is one number.
        """
        call = Call(self.delivering, self.wrt, args, kwargs)
        along = () if wrt is None else wrt_names(call.source, wrt, {})[:1]
        return trace(call.special, call.values, call.wrt, along)

    @outermost
    def graph(self, *args: Any) -> Graph:
        """Return which variable depends on which, as DOT text; its `svg()` needs graphviz."""
        if args:
            special = Call(self.delivering, self.wrt, args, {}).special
        else:
            source = source_of(self.delivering)
            special = source.first or assumed(source)
        return graph(special)


@outermost
def differentiate(
    function: Any = None, *, wrt: Wrt = None, argnums: Wrt = None, of: Of = None
) -> Any:
    """Make a function differentiable: `@differentiate` or `@differentiate(wrt=("x",))`.

    The function stays what it is; it gains `grad`, `value_and_grad`, `jvp`, `vjp` and the texts
    `primal`, `tangent`, `adjoint`. By default every parameter is differentiated but those whose
    use in the source makes them integers, flags or text; `argnums` is another word for `wrt`.

    `of` is the name of a parameter, or a sequence of names. What these arguments hold when the
    function ends is then its result, of their structure, shape and dtype: alone if there is one
    name and the function returns None, else in a tuple after what it returns. A derivative still
    leaves the arguments as they were. Raises WrongArgument if `wrt` or `of` names no
    parameter, or `of` what a function cannot change.
    """
    wrt = _chosen(wrt, argnums, None)
    if function is None:
        return functools.partial(differentiate, wrt=wrt, of=of)
    if isinstance(function, staticmethod):
        return staticmethod(differentiate(function.__func__, wrt=wrt, of=of))
    if isinstance(function, classmethod):
        return ClassMethod(differentiate(function.__func__, wrt=wrt, of=of))
    check_wrt(checked(function), wrt)
    return Differentiable(function, wrt, of)


@outermost
def emitted_programs(
    function: Callable[..., Any], *args: Any, wrt: Wrt = None, of: Of = None
) -> dict[str, Callable[..., Any]]:
    """Return the emitted functions 'primal', 'tangent' and 'adjoint' for these arguments.

    They take the arguments, then the tangents or the adjoints of the result; 'seeds' takes the
    result and an adjoint of its structure, and returns a list of what 'adjoint' takes. 'again' is
    the adjoint program in a form that can be differentiated again.
    """
    call = Call(delivering(function, of), wrt, args, {})
    special = call.special
    made = {
        "primal": special.primal(), "tangent": special.tangent(call.wrt),
        "adjoint": special.adjoint(call.wrt), "again": special.adjoint_to_read(call.wrt),
    }  # fmt: skip
    for program in made.values():
        program.refresh()
    functions = {name: program.function for name, program in made.items()}
    return {**functions, "seeds": functools.partial(special.seeds, call.wrt)}
