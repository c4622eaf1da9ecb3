"""The five tutorials: what they are called, and how to replay one."""

from dataclasses import dataclass
from importlib import import_module

from glassnet.errors import SettingError
from glassnet.locales import N_, _, translate
from glassnet.tutorials.blocks import Section


@dataclass(frozen=True)
class TutorialInfo:
    """One tutorial of the list.

    Attributes:
        number: 1 to 5.
        title_zh: its own title.
        title_en: the same in English.
        subject: what it is about, in the user's language.
    """

    number: int
    title_zh: str
    title_en: str
    subject: str


_TITLES = (
    ("一读即懂的神经网络图解指南", "A guide to neural networks in pictures, clear at first sight"),
    ("你真的明白神经网络是什么?", "Do you really know what a neural network is?"),
    (
        "神经网络的工作原理和简单的数学推导",
        "How neural networks work, with a simple derivation",
    ),
    (
        "PyTorch深度学习实战(1)——神经网络与模型训练过程详解",
        "Deep learning with PyTorch (1): neural networks and their training in detail",
    ),
    ("深度学习教程 | 浅层神经网络", "Deep learning course: shallow neural networks"),
)
_SUBJECTS = (
    N_("one step of a 2-3-2 network in numbers, then XOR"),
    N_("a network is a function; any function from small boxes"),
    N_("lines, error functions, and errors sent backwards"),
    N_("a 2-3-1 network by hand; training without derivatives"),
    N_("shapes, vectors instead of loops, activations, initial weights"),
)


def catalogue() -> list[TutorialInfo]:
    """The five tutorials in order."""
    return [
        TutorialInfo(number, zh, en, translate(subject))
        for number, ((zh, en), subject) in enumerate(zip(_TITLES, _SUBJECTS, strict=True), 1)
    ]


def replay(number: int | str) -> list[Section]:
    """A tutorial computed again, its printed numbers beside what comes out.

    Args:
        number: 1 to 5, or the same as it is typed.

    Raises:
        SettingError: if there is no such tutorial.
    """
    numbers = [str(each) for each in range(1, len(_TITLES) + 1)]
    if str(number) not in numbers:
        raise SettingError(
            _("there is no tutorial {number}").format(number=number),
            expected=_("one of {names}").format(names=", ".join(numbers)),
            received=str(number) or repr(number),
            where="tutorials.replay",
            fix=_("`glassnet tutorial` lists them"),
        )
    sections = import_module(f"glassnet.tutorials.tutorial{number}.sections").sections
    result: list[Section] = sections()
    return result
