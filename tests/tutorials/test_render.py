import doctest

from glassnet.locales import set_language, width
from glassnet.tutorials import render
from glassnet.tutorials.blocks import (
    Correction,
    Corrections,
    Equations,
    Line,
    Lines,
    Paragraph,
    Printed,
    Section,
    Table,
    both,
)
from glassnet.tutorials.render import block_lines, numbered, render_text


def test_examples_of_the_module() -> None:
    assert doctest.testmod(render).failed == 0


def test_sections_after_the_title_are_numbered() -> None:
    text = render_text([Section("Title", ()), Section("First", (Paragraph("a"),))])
    assert text.splitlines()[:2] == ["Title", "═════"]
    assert "1  First\n────────" in text


def test_note_stands_beside_a_short_line_and_below_a_long_one() -> None:
    short = Line("a", "b", "1", "1", "printed 2")
    long = Line("c", "d" * 30, "e" * 30, "2", "printed 3")
    assert numbered([short, long], 50) == [
        " 1  a = b = 1 = 1  printed 2",
        f" 2  c = {'d' * 30}",
        f"      = {'e' * 30} = 2",
        "      printed 3",
    ]


def test_notes_are_aligned() -> None:
    lines = numbered([Line("a", "b", "", "1", "x"), Line("长", "c", "12345", "1", "y")], 60)
    assert width(lines[0].partition("x")[0]) == width(lines[1].partition("y")[0])


def test_table_aligns_numbers_right_and_words_left() -> None:
    table = Table(("名", "value"), (("学习率", "0.1"), ("b", "-12.5")))
    assert block_lines(table, 40) == [
        "  名      value",
        "  ──────  ─────",
        "  学习率    0.1",
        "  b       -12.5",
    ]


def test_table_wraps_its_header_before_its_cells() -> None:
    table = Table(("a very long header", "b"), (("12", "some words"), ("3", "x")))
    assert block_lines(table, 22) == [
        "  a very  b",
        "    long",
        "  header",
        "  ──────  ──────────",
        "      12  some words",
        "       3  x",
    ]


def test_table_that_is_too_wide_wraps_its_texts() -> None:
    table = Table(("name", "why"), (("a12", "one two three four five six"), ("b", "seven")))
    assert block_lines(table, 24) == [
        "  name  why",
        "  ────  ────────────────",
        "  a12   one two three",
        "        four five six",
        "",
        "  b     seven",
    ]


def test_correction_without_a_proof_has_two_lines() -> None:
    block = Corrections((Correction("says", "is", ""), Correction("x", "y", "z")))
    assert block_lines(block, 40) == [
        " 1  page   says",
        "    right  is",
        "",
        " 2  page   x",
        "    right  y",
        "    proof  z",
    ]


def test_equations_and_worked_lines_are_blocks() -> None:
    assert block_lines(Equations(("W1 = [1. 2.]",)), 40) == ["  W1 = [1. 2.]"]
    assert block_lines(Lines((Line("a", "b", "", "1"),)), 40) == [" 1  a = b = 1"]


def test_two_numbers_are_divided_in_the_language_of_the_reader() -> None:
    numbers = Printed("0.78", "text"), Printed("0.79", "text")
    assert both(*numbers) == "0.78 (body text), 0.79"
    set_language("zh")
    assert both(*numbers) == "0.78（正文），0.79"


def test_shares_are_aligned_as_numbers() -> None:
    table = Table(("share",), (("100%",), ("8.5%",)))
    assert block_lines(table, 40)[-2:] == ["   100%", "   8.5%"]
