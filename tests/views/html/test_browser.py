"""The page in a real browser: mouse, keys, what the panel says, widths, nothing on the console."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from step_pages import STEPS, Page, deep, large, small

import glassnet as gn
from glassnet.locales import set_language
from glassnet.views.html.page import html
from glassnet.views.text.arrays import number_text

pytest.importorskip("selenium", reason="Selenium drives the browser; pip install selenium")

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
DRIVER = shutil.which("chromedriver")
AXE = os.environ.get("GLASSNET_AXE")  # the file axe.min.js
OVERFLOW = """
return [...document.querySelectorAll('summary .row, .units, header, main, footer, #panel')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 300))
  .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not BROWSER or not DRIVER:
        pytest.skip("no Chromium with chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for option in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=DRIVER)
    with webdriver.Chrome(options=options, service=service) as driver:
        yield driver


def shown(browser: Any, path: Path, page: str, size: tuple[int, int], dark: bool = False) -> None:
    """Opens a page from a file, at a size."""
    file = path / "step.html"
    file.write_text(page, encoding="utf-8")
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(file.as_uri())


def cell(browser: Any, name: str, place: tuple[int, ...]) -> Any:
    at = ",".join(map(str, place))
    return browser.find_element(
        By.CSS_SELECTOR, f'table[data-whole][data-n="{name}"] [data-a="{at}"]'
    )


def panel(browser: Any) -> dict[str, Any]:
    """What the panel says."""
    found: dict[str, Any] = browser.execute_script("""
      const list = all => [...all].map(e => e.textContent);
      return {hidden: panel.hidden, title: panel.querySelector('h2')?.textContent,
        formulas: list(panel.querySelectorAll(':scope > .formula')),
        chips: [...panel.querySelectorAll('.chips')].map(e => list(e.querySelectorAll('button')))}
    """)
    return found


@pytest.mark.parametrize(
    ("size", "dark"), [((360, 740), False), ((1280, 900), True)], ids=["360 light", "1280 dark"]
)
@pytest.mark.parametrize("name", [*STEPS, "large"])
def test_nothing_overflows_and_nothing_is_complained_about(
    browser: Any, tmp_path: Path, name: str, size: tuple[int, int], dark: bool
) -> None:
    step = large() if name == "large" else STEPS[name]()
    set_language("zh" if dark else "en")
    notation = "course" if name.endswith("columns") else "glassnet"
    shown(browser, tmp_path, step.html(notation=notation), size, dark)
    assert browser.execute_script(OVERFLOW) == []
    browser.execute_script("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert browser.execute_script(OVERFLOW) == []
    browser.execute_script("arguments[0].click()", cell(browser, "dW1", (0, 1)))
    assert not panel(browser)["hidden"]
    assert browser.execute_script(OVERFLOW) == []
    if AXE:
        assert violations(browser) == []
    assert browser.get_log("browser") == []


def violations(browser: Any) -> list[str]:
    """What axe-core finds."""
    assert AXE
    browser.execute_script(Path(AXE).read_text(encoding="utf-8"))
    found: list[str] = browser.execute_async_script("""
      axe.run(document).then(result => arguments[arguments.length - 1](
        result.violations.map(each => each.id + ': ' + each.nodes[0].html)))""")
    return found


def test_axe_core_is_asked() -> None:
    if not AXE:
        pytest.skip("GLASSNET_AXE does not name axe.min.js; accessibility was not checked")


def test_keys_alone(browser: Any, tmp_path: Path) -> None:
    step = small()
    shown(browser, tmp_path, step.html(), (1280, 900))
    stops = browser.execute_script(
        "return [...document.querySelectorAll('table')].map(t => "
        "t.querySelectorAll('[tabindex=\"0\"]').length)"
    )
    assert set(stops) == {1}
    first = cell(browser, "W1", (0, 0))
    browser.execute_script("arguments[0].focus()", first)
    here = lambda: browser.switch_to.active_element  # noqa: E731
    here().send_keys(Keys.ARROW_RIGHT)
    here().send_keys(Keys.ARROW_DOWN)
    assert here() == cell(browser, "W1", (1, 1))
    here().send_keys(Keys.END)
    here().send_keys(Keys.ARROW_RIGHT)
    assert here() == cell(browser, "W1", (1, 2))
    here().send_keys(Keys.ENTER)
    found = panel(browser)
    assert found["title"] == f"W1[1, 2] = {number_text(step['W1'][1, 2])}"
    assert here().get_attribute("id") == "about"
    here().send_keys(Keys.ESCAPE)
    assert panel(browser)["hidden"]
    assert here() == cell(browser, "W1", (1, 2))
    here().send_keys(Keys.TAB)
    table = here().find_element(By.XPATH, "ancestor::table")
    assert table.get_attribute("data-n") == "b1"
    assert browser.get_log("browser") == []


def bare(text: str) -> str:
    """A formula without blanks and brackets, where the page and the terminal may differ."""
    return re.sub(r"[\s()]", "", text)


def value(text: str) -> float:
    """What a line of numbers gives."""
    functions = {each: getattr(np, each) for each in ("exp", "log", "tanh", "sqrt", "abs", "where")}
    functions |= {"max": np.maximum, "min": np.minimum, "sign": np.sign, "log1p": np.log1p}
    return float(eval(text.replace("²", "**2"), {"expm1": np.expm1, **functions}))


@pytest.mark.parametrize("name", STEPS)
def test_the_panel_says_what_step_entry_says(browser: Any, tmp_path: Path, name: str) -> None:
    step = STEPS[name]()
    shown(browser, tmp_path, step.html(), (1280, 900))
    rng = np.random.default_rng(5)
    names = list(step)
    for _turn in range(60):
        variable = names[rng.integers(len(names))]
        place = tuple(int(rng.integers(size)) for size in np.shape(step[variable]))
        opened = step.entry(variable, place)
        browser.execute_script("pick(arguments[0], arguments[1])", variable, list(place))
        said = panel(browser)
        assert said["title"] == f"{opened.entry} = {number_text(opened.value)}"
        neighbours = [[chip.split(" = ")[0] for chip in chips] for chips in said["chips"]]
        wanted = [sorted(set(each)) for each in (opened.comes_from, opened.goes_to) if each]
        assert [sorted(set(each)) for each in neighbours] == wanted, opened.entry
        # the page writes every term of a sum, the text leaves out those that are 0
        same = "other terms are 0" not in opened.terms
        if opened.numbers and len(opened.numbers) < 900 and same:
            lines = [bare(line) for line in dict.fromkeys([opened.terms, opened.numbers])]
            assert [bare(line)[1:] for line in said["formulas"]] == lines
            assert value(said["formulas"][-1][2:]) == pytest.approx(
                value(opened.numbers), rel=1e-12
            )
    assert browser.get_log("browser") == []


def test_a_path_is_lit_and_chips_lead_on_and_back(browser: Any, tmp_path: Path) -> None:
    step = small()
    shown(browser, tmp_path, step.html(), (1280, 900))
    cell(browser, "W1", (0, 0)).click()
    light = browser.find_element(By.CSS_SELECTOR, ".paths button")
    browser.execute_script("arguments[0].closest('details').open = true", light)
    light.click()
    nodes = step.paths("W1", (0, 0)).paths[0].nodes
    for node in nodes:
        assert "path" in cell(browser, node.name, node.places).get_attribute("class")
    lit = browser.execute_script(
        "return document.querySelectorAll('table[data-whole] .path').length"
    )
    assert lit == len(nodes)
    chip = next(
        each
        for each in browser.find_elements(By.CSS_SELECTOR, ".chips button")
        if each.text.startswith("W1_new[0, 0]")
    )
    chip.click()
    assert panel(browser)["title"].startswith("W1_new[0, 0] = ")
    browser.find_element(By.CSS_SELECTOR, "#panel [aria-label=back]").click()
    assert panel(browser)["title"].startswith("W1[0, 0] = ")


def test_any_number_of_a_large_array_is_opened_by_its_place(browser: Any, tmp_path: Path) -> None:
    step = large("float32")
    text = step.html()
    assert "store" in Page(text).links
    shown(browser, tmp_path, text, (360, 740))
    field = WebDriverWait(browser, 10).until(
        lambda driver: (found := driver.find_element(By.ID, "ask")).is_displayed() and found
    )
    rng = np.random.default_rng(1)
    for name in ("W1", "dW1", "X", "Z1", "W1_new", "A1", "dZ2", "b1"):
        place = tuple(int(rng.integers(size)) for size in step[name].shape)
        field.clear()
        field.send_keys(f"{name}[{', '.join(map(str, place))}]", Keys.ENTER)
        opened = step.entry(name, place)
        assert panel(browser)["title"] == f"{opened.entry} = {number_text(opened.value)}"
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert browser.switch_to.active_element == field
    value = np.asarray(step["dW1"])
    for place in rng.integers(0, value.shape, (300, 2)).tolist():
        text = browser.execute_script("return numberAt('dW1', arguments[0])", place)
        assert text == number_text(value[tuple(place)])
    for wrong, said in (("W1[784, 0]", "W1[783, 127]"), ("V1[0]", "V1"), ("W1[3]", "W1[0, 0]")):
        field.clear()
        field.send_keys(wrong, Keys.ENTER)
        assert said in browser.find_element(By.ID, "answer").text
    field.clear()
    field.send_keys("W1[0, 0]", Keys.ENTER)
    assert not browser.find_element(By.ID, "panel").get_property("hidden")
    for wrong, said in (("V1[0]", "V1"), ("  ", "such as W1[392, 64]")):
        field.clear()
        field.send_keys(wrong, Keys.ENTER)
        assert said in browser.find_element(By.ID, "answer").text
        assert browser.find_element(By.ID, "panel").get_property("hidden"), "no old panel"
        assert browser.switch_to.active_element == field
    assert browser.get_log("browser") == []


HARD = [0.0, -0.0, 1e-4, 9.99999e-5, 123456.0, 1234567.0, 1234567.8, 1e9, 2.5e-300, -1e300,
        999999.4, 999999.6, 0.1, 100000.0, -12.5, 5e-324]  # fmt: skip


def test_the_browser_writes_numbers_as_python_does(browser: Any, tmp_path: Path) -> None:
    X = np.zeros((1, 40))
    step = gn.Model(gn.Network(40, [gn.Dense(1)]), seed=1).explain(X, [[0.0]])
    X[0, : len(HARD)] = HARD
    shown(browser, tmp_path, html(step.derivation, {**step, "A0": X}), (1280, 900))
    WebDriverWait(browser, 10).until(lambda driver: driver.execute_script("return planes !== null"))
    texts = browser.execute_script(
        "cells.set('A0', new Map()); return [...Array(40).keys()].map(n => numberAt('A0', [0, n]))"
    )
    assert texts == [number_text(each) for each in X[0]]


def test_a_printed_page_has_no_folds(browser: Any, tmp_path: Path) -> None:
    shown(browser, tmp_path, deep().html(), (1280, 900))
    folded = "return document.querySelectorAll('main details:not([open])').length"
    before = browser.execute_script(folded)
    assert before > 50
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert browser.execute_script(folded) == 0
    browser.execute_script("dispatchEvent(new Event('afterprint'))")
    assert browser.execute_script(folded) == before
    assert len(browser.print_page()) > 10_000
