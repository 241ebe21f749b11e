"""The page in a real browser: dropped, by keyboard, without script, on narrow and wide screens."""

from __future__ import annotations

import json

import pytest

from driven_browser import CHROMIUM, browser
from running_server import served

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
BODY = "青桐县人民政府办公室"
TOTAL = "requests.total_concluded.natural_person"
DROP = """
{const given = new DataTransfer();
for (const name of %s) given.items.add(new File([%s], name));
const event = new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true});
document.body.dispatchEvent(event);
event.defaultPrevented}
"""
SHOWN = "location.pathname.startsWith('/reports/')"


@needs_chromium
def test_a_report_is_dropped_mended_and_dropped_again(tmp_path, judgements, document):
    faulty, mended = document(BODY, **{TOTAL: 3}), document(BODY)
    name = "2021年年报.txt"
    with served(judgements) as address, browser(tmp_path / "profile") as tab:
        tab.look(1440, "light")
        tab.open(address)
        # Two files at once are not taken.
        assert tab.value(DROP % (json.dumps(["a.txt", "b.txt"]), json.dumps(faulty)))
        assert tab.value("document.getElementById('status').textContent").startswith("一次只能")
        tab.value(DROP % (json.dumps([name]), json.dumps(faulty)))
        tab.wait(SHOWN)
        assert "第一次检查这份报告" in tab.value("document.body.innerText")
        tab.wait("document.styleSheets.length === 1")
        # The keyboard alone, without script: past the links to the field, and on to the button.
        tab.do("Emulation.setScriptExecutionDisabled", value=True)
        (tmp_path / name).write_text(mended, "utf-8")
        tab.open(address)
        tab.choose("#document", tmp_path / name)
        stops = []
        while "BUTTON" not in stops:
            tab.press("Tab")
            stops.append(tab.value("document.activeElement.tagName"))
            assert tab.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert stops == ["A", "A", "INPUT", "BUTTON"]
        tab.press("Enter")
        tab.wait(SHOWN)
        tab.do("Emulation.setScriptExecutionDisabled", value=False)
        gone, new, _ = tab.value(
            "[...document.querySelectorAll('section[aria-labelledby=change] li b')]"
            ".map((each) => Number(each.textContent))"
        )
        assert gone > 0
        assert new == 0
        for width, scheme in ((1440, "light"), (360, "dark")):
            tab.look(width, scheme)
            assert tab.value("document.documentElement.scrollWidth <= innerWidth")
        tab.value("document.querySelector('.languages a').click()")
        tab.wait("document.documentElement.lang === 'en'")
        assert tab.complaints == []
        own = [each for each in tab.asked if each.startswith((address, "data:"))]
        assert own == [each for each in tab.asked if each != "about:blank"]
