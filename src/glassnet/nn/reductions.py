"""How do the errors of all outputs and examples become one number?"""

from glassnet.locales import N_

REDUCTIONS = ("mean", "sum", "mean_all")
# The rule of the row of the loss, in words: by the reduction, and whether examples have weights.
WORDS = {
    ("mean", False): N_(
        "added up over all outputs and examples and divided by {m}, the number of examples"
    ),
    ("mean_all", False): N_(
        "added up over all outputs and examples and divided by their number, which is {m} times "
        "the number of outputs"
    ),
    ("sum", False): N_("added up over all outputs and examples"),
    ("mean", True): N_(
        "multiplied by the weight {s} of its example, added up over all outputs and examples and "
        "divided by {m}, the number of examples"
    ),
    ("mean_all", True): N_(
        "multiplied by the weight {s} of its example, added up over all outputs and examples and "
        "divided by their number, which is {m} times the number of outputs"
    ),
    ("sum", True): N_(
        "multiplied by the weight {s} of its example, added up over all outputs and examples"
    ),
}
