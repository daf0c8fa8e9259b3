"""What users call: differentiate, grad, value_and_grad, jvp, vjp.

Every entry point reads the function once, compiles for the kinds of its arguments at the first
call, and calls the emitted program from then on.
"""

from __future__ import annotations

import contextlib
import functools
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from .arguments import (
    bound_arguments, check_scalar, converted, like_argument, no_such_text,
    not_a_function, nothing_varies, ones_seed, wrong_primals, wrong_tangents, wrt_names,
)  # fmt: skip
from .derived import Bound, Derived, checked, derivative_mark, reduced, unbound, unbound_wrt
from .errors_outside import outermost
from .overlap import check_overlap
from .pipeline import Source, Special
from .structures import copied, gradient_like, rebuilt, shapes_of

Wrt = int | str | Sequence[int | str] | None
_sources: weakref.WeakKeyDictionary[Any, Source] = weakref.WeakKeyDictionary()


def source_of(function: Callable[..., Any]) -> Source:
    """Return the function as it was read; it is read again if its code or cells changed."""
    if isinstance(function, Differentiable):
        return source_of(function.__wrapped__)
    if not callable(function):
        raise not_a_function(function)
    try:
        found = _sources.get(function)
    except TypeError:  # what takes no weak reference is read at each use
        found = None
    if found is None or found.stale():
        found = Source(function)
        with contextlib.suppress(TypeError):
            _sources[function] = found
    return found


class _Call:
    """One call of a derivative: names bound to values, and the programs that serve them."""

    def __init__(self, function: Callable[..., Any], wrt: Wrt, args: Any, kwargs: Any) -> None:
        self.function, args, kwargs, wrt = unbound(function, args, kwargs, wrt)
        self.inner: _Call | None = None
        plain: Any = self.function
        mark = derivative_mark(self.function)
        if mark is not None:
            self.inner = _Call(mark[0], mark[1], args, kwargs)
            plain, self.mode = self.inner.derivative(mark[1], mark[2]), mark[2]
            args, kwargs = tuple(self.inner.arguments), {}
            wrt = unbound_wrt(mark[0], wrt)
        self.source = source_of(plain)
        values = bound_arguments(self.source, args, kwargs)
        shapes = shapes_of(values)
        if shapes:
            self.source = self.source.for_shapes(shapes)
        self.wrt = wrt_names(self.source, wrt, values)
        if not self.wrt:
            raise nothing_varies(self.source)
        self.values = converted(self.source, values, self.wrt)
        self.special: Special = self.source.specialised(self.values)
        check_overlap(self.special, self.values)

    @property
    def arguments(self) -> list[Any]:
        return list(self.values.values())

    def gradients(self, found: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(gradient_like(self.values[n], g) for n, g in zip(self.wrt, found))

    def derivative(self, wrt: Wrt, mode: str) -> Callable[..., Any]:
        """Return the emitted derivative that serves this call, to be differentiated again."""
        ones_seed(self.special)
        self.alone = _is_one(wrt)
        made = self.special.derivative(self.wrt, self.alone, mode == "value_and_grad")
        made.refresh()
        return made.function

    def result(self, value: Any) -> Any:
        """Return a result, or its tangent, with the named tuples and objects in it."""
        if self.inner is None:
            return rebuilt(value, self.special.core.forms)
        first, found = value if self.mode == "value_and_grad" else (None, value)
        parts = self.inner.gradients((found,) if self.inner.alone else found)
        whole = parts[0] if self.inner.alone else parts
        return (first, whole) if self.mode == "value_and_grad" else whole

    def value_and_gradients(self) -> tuple[Any, tuple[Any, ...]]:
        seeds = ones_seed(self.special)
        value, found = self.special.adjoint(self.wrt)(*self.arguments, *seeds)
        check_scalar(self.special, value)
        return self.result(value), self.gradients(found)

    def gradients_alone(self) -> tuple[Any, ...]:
        if not self.special.is_surely_scalar or self.special.may_end_unbound:
            return self.value_and_gradients()[1]
        seeds = ones_seed(self.special)
        return self.gradients(self.special.gradient(self.wrt)(*self.arguments, *seeds))


def _is_one(wrt: Wrt) -> bool:
    return isinstance(wrt, (int, str))


def _chosen(wrt: Wrt, argnums: Wrt) -> Wrt:
    """`argnums` is another word for `wrt`; position 0 is the default."""
    if wrt is not None:
        return wrt
    return 0 if argnums is None else argnums


@outermost
def grad(
    function: Callable[..., Any], wrt: Wrt = None, *, argnums: Wrt = None
) -> Callable[..., Any]:
    """Return a function that computes the gradient of `function`.

    `wrt` is a position or a name (the gradient comes alone), or a sequence of them (a tuple of
    gradients comes); `argnums` is another word for it; by default it is 0. A gradient has its
    argument's structure, shape and dtype.
    Raises NotScalar if the result is not a real number, WrongArgument if `wrt` names what cannot
    be differentiated, and the refusals of the compiler before anything runs.
    """
    checked(function)
    chosen = _chosen(wrt, argnums)

    def gradient(*args: Any, **kwargs: Any) -> Any:
        found = _Call(function, chosen, args, kwargs).gradients_alone()
        return found[0] if _is_one(chosen) else found

    return Derived(function, chosen, "grad", gradient)


@outermost
def value_and_grad(
    function: Callable[..., Any], wrt: Wrt = None, *, argnums: Wrt = None
) -> Callable[..., Any]:
    """Return a function that computes `(value, gradients)`; arguments as for `grad`."""
    checked(function)
    chosen = _chosen(wrt, argnums)

    def value_and_gradient(*args: Any, **kwargs: Any) -> Any:
        value, found = _Call(function, chosen, args, kwargs).value_and_gradients()
        return value, (found[0] if _is_one(chosen) else found)

    return Derived(function, chosen, "value_and_grad", value_and_gradient)


@outermost
def jvp(
    function: Callable[..., Any],
    primals: Sequence[Any],
    tangents: Sequence[Any],
    wrt: Wrt = None,
) -> tuple[Any, Any]:
    """Return `(value, tangent)`: the derivative of `function` at `primals` along `tangents`.

    There is one tangent for each argument in `wrt`, in its order; by default one for each
    parameter that `@differentiate` would take. A tangent has its argument's structure and shape.
    """
    if not isinstance(primals, (list, tuple)):
        raise wrong_primals(primals)
    call = _Call(function, wrt, tuple(primals), {})
    if not isinstance(tangents, (list, tuple)) or len(tangents) != len(call.wrt):
        raise wrong_tangents(call.wrt)
    given = [like_argument(call.values[n], t, n) for n, t in zip(call.wrt, tangents)]
    value, tangent = call.special.tangent(call.wrt)(*call.arguments, *given)
    return call.result(value), call.result(tangent)


@outermost
def vjp(
    function: Callable[..., Any], *primals: Any, wrt: Wrt = None
) -> tuple[Any, Callable[..., tuple[Any, ...]]]:
    """Return `(value, pullback)`; `pullback(g)` gives a tuple, a gradient for each of `wrt`.

    A pullback may be called any number of times, and does not see later writes to the arguments.
    """
    call = _Call(function, wrt, tuple(primals), {})
    call.values = {name: copied(value) for name, value in call.values.items()}
    special, names = call.special, call.wrt
    if special.is_repeatable(names):
        ahead, back = special.pair(names)
        value, saved = ahead(*call.arguments)
        value = copied(call.result(value))  # what is saved may be in it

        def again(*seeds: Any) -> tuple[Any, ...]:
            return call.gradients(back(*saved, *seeds))
    else:
        program = special.adjoint(names)
        value = copied(special.pair(names)[0](*call.arguments)[0])

        def again(*seeds: Any) -> tuple[Any, ...]:
            return call.gradients(program(*call.arguments, *seeds)[1])

    shape = copied(value)

    @outermost
    def pullback(seed: Any = None) -> tuple[Any, ...]:
        """Return the gradients for the adjoint `seed` of the result."""
        return again(*special.seeds(names, shape, seed))

    return value, pullback


for _transform in (grad, value_and_grad, jvp, vjp):
    vars(_transform)["__s2sad_transform__"] = _transform.__name__


class Text(str):
    """The text of a program; it prints as it is."""

    def __repr__(self) -> str:
        return str(self)


class Differentiable:
    """A function with its derivatives; calling it calls the function."""

    __s2sad__ = True

    def __init__(self, function: Callable[..., Any], wrt: Wrt) -> None:
        self.__wrapped__ = function
        self.wrt = wrt
        functools.update_wrapper(self, function)
        source_of(function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__wrapped__(*args, **kwargs)

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

    @outermost
    def grad(self, *args: Any, **kwargs: Any) -> Any:
        """Return the gradients at a point: a tuple, or one if `wrt` is a single name."""
        found = _Call(self.__wrapped__, self.wrt, args, kwargs).gradients_alone()
        return found[0] if _is_one(self.wrt) else found

    @outermost
    def value_and_grad(self, *args: Any, **kwargs: Any) -> Any:
        """Return `(value, gradients)` at a point."""
        value, found = _Call(self.__wrapped__, self.wrt, args, kwargs).value_and_gradients()
        return value, (found[0] if _is_one(self.wrt) else found)

    @outermost
    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """Return `(value, tangent)`; see `s2sad.jvp`."""
        return jvp(self.__wrapped__, primals, tangents, self.wrt)

    @outermost
    def vjp(self, *primals: Any) -> tuple[Any, Callable[..., tuple[Any, ...]]]:
        """Return `(value, pullback)`; see `s2sad.vjp`."""
        return vjp(self.__wrapped__, *primals, wrt=self.wrt)

    # -- texts ---------------------------------------------------------------------------------

    def _shown(self) -> tuple[Special, tuple[str, ...]]:
        source = source_of(self.__wrapped__)
        special = source.first or source.unspecialised()
        names = wrt_names(source, self.wrt, {})
        return special, tuple(n for n in names if special.can_vary(n))

    @property
    @outermost
    def primal(self) -> Text:
        """Program A, as text."""
        return Text(self._shown()[0].primal().text)

    @property
    @outermost
    def tangent(self) -> Text:
        """The tangent program (Program B, interleaved with A), as text."""
        special, names = self._shown()
        return Text(special.tangent(names, "primitive").text)

    @property
    @outermost
    def adjoint(self) -> Text:
        """The adjoint program, as text."""
        special, names = self._shown()
        return Text(special.adjoint(names, "primitive").text)

    @outermost
    def text(self, which: str, *args: Any, style: str = "folded") -> Text:
        """Return 'primal', 'tangent', 'adjoint' or 'gradient' for the kinds of these arguments."""
        if which not in ("primal", "tangent", "adjoint", "gradient"):
            raise no_such_text(which)
        call = _Call(self.__wrapped__, self.wrt, args, {})
        if which == "primal":
            return Text(call.special.primal().text)
        if which == "gradient":
            return Text(call.special.gradient(call.wrt).text)
        program = {"tangent": call.special.tangent, "adjoint": call.special.adjoint}[which]
        return Text(program(call.wrt, style).text)


@outermost
def differentiate(function: Any = None, *, wrt: Wrt = None) -> Any:
    """Make a function differentiable: `@differentiate` or `@differentiate(wrt=("x",))`.

    The function stays what it is; it gains `grad`, `value_and_grad`, `jvp`, `vjp` and the texts
    `primal`, `tangent`, `adjoint`. By default every parameter is differentiated but those whose
    use in the source makes them integers, flags or text.
    """
    if function is None:
        return functools.partial(differentiate, wrt=wrt)
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(differentiate(function.__func__, wrt=wrt))
    checked(function)
    return Differentiable(function, wrt)


@outermost
def emitted_programs(
    function: Callable[..., Any], *args: Any, wrt: Wrt = None
) -> dict[str, Callable[..., Any]]:
    """Return the emitted functions 'primal', 'tangent' and 'adjoint' for these arguments.

    They take the arguments, then the tangents or the adjoints of the result; 'seeds' takes the
    result and an adjoint of its structure, and returns a list of what 'adjoint' takes.
    """
    call = _Call(function, wrt, args, {})
    made = {
        "primal": call.special.primal(),
        "tangent": call.special.tangent(call.wrt),
        "adjoint": call.special.adjoint(call.wrt),
    }
    for program in made.values():
        program.refresh()
    functions = {name: program.function for name, program in made.items()}
    seeds = functools.partial(call.special.seeds, call.wrt)
    return {**functions, "seeds": seeds}
