"""How a mistake that was found beside a network is said."""

from collections.abc import Sequence
from typing import Any

from glassnet.core import notation
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match, finding
from glassnet.diagnosis.audit.form import wrong_axis_fix
from glassnet.diagnosis.audit.quantity import Quantity
from glassnet.diagnosis.finding import Finding
from glassnet.locales import _
from glassnet.views.text.arrays import number_text


def say(case: Case, code: str, matches: Sequence[Match]) -> Finding:
    """The finding of one mistake."""
    numbers = dict(matches[0].numbers)
    names = [match.name for match in matches]
    text, fix = _SENTENCES[code](numbers)
    share = numbers.pop("share", None)
    if isinstance(share, Quantity):
        numbers |= {"share": share.value, "known": share.symbol}
    return finding(case, code, names, text.format(names=", ".join(names)), fix, **numbers)


Said = tuple[str, str]


def _slope_name(numbers: dict[str, Any]) -> str:
    return _("the slope of {activation} (layer {layer})").format(
        activation=numbers["activation"], layer=numbers["layer"]
    )


def _no_slope(numbers: dict[str, Any]) -> Said:
    layer = int(numbers["layer"])
    z, a = notation.preactivation(layer), notation.activation(layer)
    dz, da = notation.gradient(z), notation.gradient(a)
    back = notation.gradient(notation.activation(layer - 1))
    weight = notation.weight(layer)
    slope = _slope_name(numbers)
    if numbers["part"] == "back":
        text = _(
            "{slope} is missing in what is passed back: {back} is computed from {da} instead of "
            "{dz}, so the gradient of {{names}} is wrong, while layer {layer}'s own is not."
        ).format(slope=_capital(slope), back=back, da=da, dz=dz, layer=layer)
        fix = _("pass {dz} back through {weight}, not the bare error: {back} = {dz} @ {weight}.T")
        return text, fix.format(dz=dz, weight=weight, back=back)
    text = _("{slope} is missing in the gradient of {{names}}.").format(slope=_capital(slope))
    fix = _("multiply by it: {dz} = {da} * f′({z}), and use {dz} in every product of layer {layer}")
    return text, fix.format(dz=dz, da=da, z=z, layer=layer)


def _slope_place(numbers: dict[str, Any]) -> Said:
    text = _(
        "{slope} is taken of {at} where it must be of {instead}; the gradient of {{names}} is "
        "wrong."
    ).format(slope=_capital(_slope_name(numbers)), **_places(numbers))
    fix = _(
        "write the slope with the value that its formula means: f′(Z) of Z, or for sigmoid "
        "A * (1 - A) and for tanh 1 - A² of A"
    )
    return text, fix


def _places(numbers: dict[str, Any]) -> dict[str, str]:
    return {"at": numbers["at"], "instead": numbers["instead"]}


def _other_slope(numbers: dict[str, Any]) -> Said:
    text = _(
        "Layer {layer} is {activation}, but the slope of {slope} (of {at}) is used; the gradient "
        "of {{names}} is wrong."
    ).format(**{each: numbers[each] for each in ("layer", "activation", "slope", "at")})
    fix = _("use the slope of {activation}").format(activation=numbers["activation"])
    return text, fix


def _slope_twice(numbers: dict[str, Any]) -> Said:
    layer = numbers["layer"]
    text = _(
        "The gradient of {{names}} has a slope of {activation} too much, in layer {layer}."
    ).format(activation=numbers.get("by", numbers["activation"]), layer=layer)
    fix = _(
        "multiply by the slope once; with cross-entropy behind sigmoid or softmax it is already "
        "in A − Y"
    )
    return text, fix


def _other_input(numbers: dict[str, Any]) -> Said:
    text = _(
        "The gradient of {{names}} is computed with {used} where {instead} belongs: the values "
        "that layer {layer} was given."
    ).format(used=numbers["used"], instead=numbers["instead"], layer=numbers["layer"])
    fix = _("use {instead}").format(instead=numbers["instead"])
    return text, fix


def _updated(numbers: dict[str, Any]) -> Said:
    text = _(
        "The gradient of {{names}} is computed with weights of later layers that are already "
        "updated (learning rate {rate})."
    ).format(rate=number_text(numbers["rate"]))
    return text, _("compute all gradients first, then update all parameters")


def _not_turned(numbers: dict[str, Any]) -> Said:
    layer = int(numbers["layer"])
    weight, used = notation.weight(layer), numbers["used"]
    right = f"{notation.gradient(notation.preactivation(layer))} @ {weight}.T"
    text = _(
        "The error is passed back from layer {layer} through {used} where {weight}.T belongs; the "
        "gradient of {{names}} is wrong."
    ).format(layer=layer, used=used if used == weight else f"{used}.T", weight=weight)
    fix = _("write {row}").format(
        row=f"{notation.gradient(notation.activation(layer - 1))} = {right}"
    )
    return text, fix


def _wrong_axis(numbers: dict[str, Any]) -> Said:
    text = _("The gradient of {names} is summed over the units instead of the examples.")
    return text, wrong_axis_fix()


def _penalty_scale(numbers: dict[str, Any]) -> Said:
    share: Quantity = numbers["share"]
    if share.value == 0:
        text = _("The penalty is in the loss, but not in the gradient of {names}.")
        return text, _("add the slope of the penalty to the gradient")
    text = _(
        "In the gradient of {{names}} the penalty counts {share} times what it does in the loss."
    ).format(share=share)
    if share.symbol.removeprefix("−") in ("2", "½"):
        fix = _("the slope of ½λw² is λw, that of λw² is 2λw: use the one that belongs to the loss")
    elif share.symbol in ("m", "1/m"):
        fix = _("divide λ by the number of examples in both, loss and gradient, or in neither")
    else:
        fix = _("use the same strength in the loss and in its gradient")
    return text, fix


def _penalised_bias(numbers: dict[str, Any]) -> Said:
    share: Quantity = numbers["share"]
    text = _(
        "The gradient of {names} contains a penalty, but the loss penalises the weights alone."
    )
    if share.value != 1:
        text = _(
            "The gradient of {{names}} contains a penalty ({share} times that of the weights), but "
            "the loss penalises the weights alone."
        ).format(share=share)
    return text, _("leave the penalty out of the gradients of the biases, or add it to the loss")


def _other_loss(numbers: dict[str, Any]) -> Said:
    text = _("The gradient of {{names}} is that of {loss}, but the loss is {own}.").format(
        loss=numbers["loss"], own=numbers["own"]
    )
    return text, _("derive the gradient from the loss that is computed")


def _one_example(numbers: dict[str, Any]) -> Said:
    text = _(
        "The gradient of {{names}} is that of one example alone: row {example} of {examples}, "
        "counted from 0."
    ).format(example=numbers["example"], examples=numbers["examples"])
    return text, _("add up the gradients of all examples: += in the loop, not =")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_SENTENCES = {
    codes.NO_SLOPE: _no_slope,
    codes.SLOPE_PLACE: _slope_place,
    codes.OTHER_SLOPE: _other_slope,
    codes.SLOPE_TWICE: _slope_twice,
    codes.OTHER_INPUT: _other_input,
    codes.UPDATED_WEIGHTS: _updated,
    codes.NOT_TURNED: _not_turned,
    codes.WRONG_AXIS: _wrong_axis,
    codes.PENALTY_SCALE: _penalty_scale,
    codes.PENALISED_BIAS: _penalised_bias,
    codes.OTHER_LOSS: _other_loss,
    codes.ONE_EXAMPLE: _one_example,
}
CODES = frozenset(_SENTENCES)
