"""Small programs looked at from inside: their core programs, and their adjoints as text."""

from s2sad.ir.show import show_block
from s2sad.ir.walk import statements
from s2sad.pipeline import Source


def special(f, *args):
    """Return the specialisation of a function for these arguments."""
    source = Source(f)
    return source.specialised(dict(zip(source.names, args)))


def assigned(program, name):
    """Return the first statement of a program that assigns a name."""
    return next(s for s in statements(program.body) if getattr(s, "target", "") == name)


def names_of(found, wrt):
    """Return the parameters at the positions `wrt`, or all that vary."""
    return found.wrt_that_vary() if wrt is None else tuple(found.source.names[k] for k in wrt)


def adjoint_text(f, *args, wrt=None):
    """Return the adjoint program of a function as text, comments left out."""
    found = special(f, *args)
    lines = found.adjoint(names_of(found, wrt)).text.splitlines()
    return "\n".join(line.split("    #")[0].rstrip() for line in lines)


def sweeps(f, *args, wrt=None):
    """Return the forward and the reverse sweep of an adjoint program, before it is optimised."""
    found = special(f, *args)
    form = found.adjoint_form(names_of(found, wrt))
    return show_block(form.forward_body), show_block(form.reverse_body)
