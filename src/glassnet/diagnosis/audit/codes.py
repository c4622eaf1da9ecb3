"""The published codes of the audit, and what each means in a few words.

docs/audit.md has a section for each of them. A code never changes its meaning; a new one gets the
next free number of its group: G1 the call, G2 the form, G3 the numbers alone, G4 the numbers beside
a network, G9 what remains.
"""

from glassnet.locales import N_

CHANGED = "G101"
UNREPEATABLE = "G102"
ROUNDED = "G103"

MISSING = "G201"
SHAPE = "G202"
NOT_FINITE = "G203"
NOT_SUMMED = "G204"
TRANSPOSED = "G205"
WRONG_AXIS = "G206"

FACTOR = "G301"
SIGN = "G302"
ZERO = "G303"
SWAPPED = "G304"
SCALAR_PENALTY = "G305"
PENALTY_TERM = "G306"
SUMMED_TOO_FAR = "G307"
DIFFERENCE = "G308"

NO_SLOPE = "G401"
SLOPE_PLACE = "G402"
OTHER_SLOPE = "G403"
SLOPE_TWICE = "G404"
OTHER_INPUT = "G405"
UPDATED_WEIGHTS = "G406"
NOT_TURNED = "G407"
PENALTY_SCALE = "G408"
PENALISED_BIAS = "G409"
OTHER_LOSS = "G410"
ONE_EXAMPLE = "G411"
LOSS_CONVENTION = "G412"

UNKNOWN = "G901"

TITLES = {
    CHANGED: N_("the call changes its parameters"),
    UNREPEATABLE: N_("two calls differ"),
    ROUNDED: N_("rounded to float32 on the way"),
    MISSING: N_("no gradient for a parameter"),
    SHAPE: N_("wrong shape"),
    NOT_FINITE: N_("not finite"),
    NOT_SUMMED: N_("bias gradient not summed over the examples"),
    TRANSPOSED: N_("transposed"),
    WRONG_AXIS: N_("bias gradient summed over the units instead of the examples"),
    FACTOR: N_("constant factor"),
    SIGN: N_("wrong sign"),
    ZERO: N_("zero, forgotten"),
    SWAPPED: N_("gradients of two parameters swapped"),
    SCALAR_PENALTY: N_("the penalty added as one number"),
    PENALTY_TERM: N_("a multiple of the parameter too much or too little"),
    SUMMED_TOO_FAR: N_("summed over the units too"),
    DIFFERENCE: N_("a numeric derivative with its own error"),
    NO_SLOPE: N_("the slope of an activation is missing"),
    SLOPE_PLACE: N_("slope at the wrong place"),
    OTHER_SLOPE: N_("slope of another activation"),
    SLOPE_TWICE: N_("a slope too much"),
    OTHER_INPUT: N_("another layer's values in the product"),
    UPDATED_WEIGHTS: N_("computed with weights that are already updated"),
    NOT_TURNED: N_("weights not transposed on the way back"),
    PENALTY_SCALE: N_("penalty of another strength than in the loss"),
    PENALISED_BIAS: N_("penalty on the biases, which the loss does not have"),
    OTHER_LOSS: N_("gradient of another loss"),
    ONE_EXAMPLE: N_("gradient of one example only"),
    LOSS_CONVENTION: N_("the loss follows another convention than the network's"),
    UNKNOWN: N_("wrong, pattern unknown"),
}
