"""A step of a run in the column layout: the same numbers, as many courses write them."""

from collections.abc import Mapping

from glassnet.data.layouts import in_columns
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.step import Step
from glassnet.training.plan import Plan


def step_in_columns(plan: Plan, feeds: Mapping[str, Array], size: int, number: int) -> Step:
    """A step computed again in columns; it agrees with the step that ran up to rounding.

    Args:
        plan: what each step computes with.
        feeds: what went into the step: batch, parameters, optimizer state, masks, scalars.
        size: how many examples.
        number: how many updates came before.
    """
    derivation = plan.derivation(size, "columns")
    turned = {var.name: in_columns(feeds[var.name]) for var in derivation.inputs}
    given = reference.typed(derivation, turned)
    return Step(derivation, {**given, **reference.run(derivation, given)}, number)
