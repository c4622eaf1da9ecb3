"""Ops that a user added at run time: what they mean is kept with a run, and compared later.

A run refers to its ops by name, and a name that was given at run time may be missing
tomorrow, or mean something else. What is kept is text for reading and comparing: nothing of
a file is ever run.
"""

from collections.abc import Mapping

from glassnet.core.derivative import differentiate
from glassnet.core.op import Op, is_built_in, registered
from glassnet.core.printer import render
from glassnet.errors import RunError
from glassnet.locales import _
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

Meanings = Mapping[str, str]
_MOST_TEXT = 300


def user_ops(network: Network) -> dict[str, str]:
    """What each op of a network means that did not come with the package, by name."""
    known = registered()
    waiting = [equation.op.name for equation in lower(network, 1, extent="loss").equations]
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name in found or is_built_in(name) or name not in known:
            continue
        op = known[name]
        found[name] = meaning_of(op)
        waiting += [other for other, _inputs in op.companions.values()]
        waiting += [
            rule.op if isinstance(rule.op, str) else rule.op.name for rule in op.gradients.values()
        ]
    return dict(sorted(found.items()))


def meaning_of(op: Op) -> str:
    """An op in one line: its formula as NumPy says it, and its slopes if stated by hand.

    >>> from glassnet.core.op import lookup
    >>> meaning_of(lookup("relu"))
    'relu(z) = np.maximum(z, 0)'
    """
    names = [*op.inputs, *(f"{name}={value:g}" for name, value in op.params.items())]
    if op.meaning is None:
        code = op.define or op.templates.get("numpy", "")
        parts = [f"{op.name}({', '.join(names)}): {' '.join(code.split())}"]
    else:
        parts = [f"{op.name}({', '.join(names)}) = {render(op.meaning, 'numpy')}"]
        # NOTE: a derived slope follows from the formula, and another version may write it in
        # another way.
        parts += [
            f"d{by}: {render(slope, 'numpy')}"
            for by, slope in op.slopes.items()
            if slope is not None and slope != differentiate(op.meaning, by)
        ]
    parts += [f"{by} = {other}({', '.join(of)})" for by, (other, of) in op.companions.items()]
    return "; ".join(parts)


def demand_same(kept: Meanings, where: str) -> None:
    """Raises RunError if an op is not known here, or means something else than it did.

    Args:
        kept: what each op meant, by name.
        where: the file, or the call that needs them.
    """
    known = registered()
    for name, meaning in kept.items():
        shown = " ".join(meaning.split())[:_MOST_TEXT]
        if name not in known:
            raise RunError(
                _("the op {name!r} is used here, and glassnet does not know it").format(
                    name=name[:40]
                ),
                expected=shown,
                received=_("no op of that name"),
                where=where,
                fix=_("define it first with gn.elementwise({name!r}, …) as shown above").format(
                    name=name[:40]
                ),
            )
        if (now := meaning_of(known[name])) != meaning:
            raise RunError(
                _("the op {name!r} means something else now than in this run").format(name=name),
                expected=shown,
                received=now[:_MOST_TEXT],
                where=where,
                fix=_("define it again as it was: gn.elementwise({name!r}, …)").format(name=name),
            )
