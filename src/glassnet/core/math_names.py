r"""Names as mathematics writes them: Z1 is Z with index 1, dW1 is ∂L/∂W₁, lr is η.

`notation` forms the names; here they are taken apart and written in LaTeX. There are two ways:
glassnet's own, `W_1`, and that of the course behind the fifth tutorial, `W^{[1]}` and `dW^{[1]}`.

>>> print(latex_name("Z1"), latex_name("W1_new"), latex_name("dW1"))
Z_1 W_1^{\text{new}} \frac{\partial L}{\partial W_1}
>>> print(latex_name("Z1", "course"), latex_name("dW1", "course"), latex_name("lr", "course"))
Z^{[1]} dW^{[1]} \alpha
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from glassnet.core.notation import ALL_EXAMPLES, CLIP_NORM, CLIP_VALUE, GRADIENT_NORM, LEARNING_RATE
from glassnet.core.op import Op

Notation = Literal["glassnet", "course"]
NOTATIONS: tuple[Notation, ...] = ("glassnet", "course")

_GRADIENT = re.compile(r"d([A-Zb]\d+(?:_drop)?)(?:_(\w+))?")
_PLACED = re.compile(r"([A-Zb])(\d+)(?:_(\w+))?")
_SINGLE = re.compile(r"[A-Za-z]")
_WORDS = {
    LEARNING_RATE: r"\eta",
    ALL_EXAMPLES: r"n_{\text{data}}",
    GRADIENT_NORM: r"\left\lVert g \right\rVert",
    CLIP_NORM: r"c_{\text{norm}}",
    CLIP_VALUE: r"c_{\text{value}}",
}
_COURSE_WORDS = {**_WORDS, LEARNING_RATE: r"\alpha"}
# What an optimizer remembers: the letter that stands for it.
_STATES = {"velocity": "v", "sq": "s", "m": "m", "v": "v"}
_ESCAPES = str.maketrans(
    {
        **{each: "\\" + each for each in "_{}#&%$"},
        "\\": r"\textbackslash ",
        "^": r"\textasciicircum ",
        "~": r"\textasciitilde ",
    }
)
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "η": "eta",
          "θ": "theta", "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "τ": "tau",
          "φ": "varphi", "ω": "omega"}  # fmt: skip
_STANDARD = frozenset({"tanh", "exp", "ln", "max", "min", "sin", "cos"})


def escaped(text: str) -> str:
    """Words in LaTeX, with every character that means something there made harmless."""
    return text.translate(_ESCAPES)


@dataclass(frozen=True)
class NameParts:
    """What the name of a variable of a layer says, before it is written in any language.

    Attributes:
        letter: W, b, Z, A …
        layer: its number, as text.
        words: what stands behind it: new, drop.
        state: the letter of what an optimizer remembers of it; "" for the variable itself.
        slope: whether it is the slope of the loss by the variable.
        part: of such a slope, which part of it: data, penalty, the number of a summand, a word.
    """

    letter: str
    layer: str
    words: tuple[str, ...] = ()
    state: str = ""
    slope: bool = False
    part: str = ""

    @property
    def of_loss(self) -> bool:
        """Whether the part is the slope of a part of the loss."""
        return self.part in ("data", "penalty")


@lru_cache(maxsize=4096)
def name_parts(name: str) -> NameParts | None:
    """What a name says; None for one that belongs to no layer.

    >>> name_parts("dW1_data")
    NameParts(letter='W', layer='1', words=(), state='', slope=True, part='data')
    """
    found = _GRADIENT.fullmatch(name)
    if found:
        own = name_parts(found[1])
        return own and replace(own, slope=True, part=found[2] or "")
    found = _PLACED.fullmatch(name)
    if found is None:
        return None
    marks = [each for each in (found[3] or "").split("_") if each]
    states = [_STATES[each] for each in marks if each in _STATES]
    words = tuple(each for each in marks if each not in _STATES)
    return NameParts(found[1], found[2], words, states[0] if states else "")


@lru_cache(maxsize=4096)
def latex_name(name: str, notation: Notation = "glassnet") -> str:
    """The name of a variable in LaTeX.

    Args:
        name: as `notation` forms it; any other word is set upright.
        notation: "glassnet" or "course".
    """
    words = _WORDS if notation == "glassnet" else _COURSE_WORDS
    if name in words:
        return words[name]
    parts = name_parts(name)
    if parts is not None and parts.slope:
        write = _partial if notation == "glassnet" else _course_gradient
        return write(_placed(parts, notation), parts)
    if parts is not None:
        return _placed(parts, notation)
    head, _, tail = name.partition("_")
    if _SINGLE.fullmatch(head):
        return f"{head}_{{\\text{{{escaped(tail)}}}}}" if tail else head
    return rf"\mathrm{{{escaped(name)}}}"


def _partial(variable: str, parts: NameParts) -> str:
    """∂L/∂W₁, or a part of it."""
    part = parts.part
    loss = f"L_{{\\text{{{part}}}}}" if parts.of_loss else "L"
    whole = rf"\frac{{\partial {loss}}}{{\partial {variable}}}"
    return whole if not part or loss != "L" else rf"\left({whole}\right){_mark(part)}"


def _course_gradient(variable: str, parts: NameParts) -> str:
    """The course's name for it, dW^{[1]}, with its part."""
    part = parts.part
    if parts.of_loss:
        return rf"d{variable}_{{\text{{{part}}}}}"
    return rf"\left(d{variable}\right){_mark(part)}" if part else f"d{variable}"


def _mark(part: str) -> str:
    """What distinguishes a part: its number below, a word above."""
    if part.isdecimal():
        return f"_{{({part})}}"
    return rf"^{{\text{{{escaped(part)}}}}}"


def _placed(parts: NameParts, notation: Notation) -> str:
    """A letter with its layer, and what stands behind it in the name."""
    letter, layer, state = parts.letter, parts.layer, parts.state
    above = rf"\text{{{' '.join(map(escaped, parts.words))}}}" if parts.words else ""
    if notation == "course":
        own = f"{letter}^{{[{layer}]{','[: bool(above)]}{above}}}"
        if not state:
            return own
        return f"{state}_{{d{letter}^{{[{layer}]}}}}" + (f"^{{{above}}}" if above else "")
    own = f"{letter}_{layer}" if len(layer) == 1 else f"{letter}_{{{layer}}}"
    base = f"{state}_{{{own}}}" if state else own
    return base + (f"^{{{above}}}" if above else "")


def latex_function(name: str) -> str:
    """The name of a function in LaTeX: σ, tanh, or upright letters."""
    if name in _GREEK:
        return f"\\{_GREEK[name]}"
    if name in _STANDARD:
        return f"\\{name}"
    return rf"\operatorname{{{escaped(name)}}}"


def latex_call(op: Op, *arguments: str) -> str:
    r"""A function applied to its arguments: `\sigma\left(Z_1\right)`."""
    return rf"{latex_function(op.symbol or op.name)}\left({', '.join(arguments)}\right)"


def template(code: str, symbol: str) -> str:
    """The LaTeX of an op that states only its code: a call, or the code as it is.

    Args:
        code: NumPy code or readable text with the inputs in braces.
        symbol: what mathematics calls the function, if the code calls one.

    Returns:
        A template with the same holes.
    """
    called = re.fullmatch(r"\w+\((\{\w+\}(?:, \{\w+\})*)\)", code)
    if called:
        function = latex_function(symbol).replace("{", "{{").replace("}", "}}")
        return rf"{function}\left({called[1]}\right)"
    parts = re.split(r"(\{\w+\})", code)
    return "".join(part if part.startswith("{") else _code(part) for part in parts)


def _code(text: str) -> str:
    plain = escaped(text).replace("{", "{{").replace("}", "}}")
    return rf"\texttt{{{{{plain}}}}}" if text.strip() else text


# What may stand behind a hole of a template: a transposition, an exponent, an index.
MARKS = {"T": r"^{{\top}}", "^": "^", "_": "_"}
_LAYERED = re.compile(r"(\w+\^\{\[\d+\])\}")


def marked(text: str, mark: str) -> str:
    """A text with a further mark behind it, one of `MARKS`, in brackets if it must.

    NOTE: TeX refuses a second exponent, and a second index, on the same letter.
    """
    sign = MARKS[mark].replace("{{", "{").replace("}}", "}")
    layered = _LAYERED.fullmatch(text) if mark == "T" else None
    if layered:
        return rf"{layered[1]}\top}}"
    double = sign[0] in text or (mark == "_" and "^" in text)
    bracketed = double or text.startswith((r"\frac", "-"))
    return rf"\left({text}\right){sign}" if bracketed else text + sign
