"""A browser without a window that a test drives: it opens pages, fills in forms, presses keys."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_LOOKS = 3_000
_PAUSE = 0.1


class Browser:
    """One tab. asked: every address that a page of it has asked for. complaints: of its console."""

    def __init__(self, commands: Any, answers: Any) -> None:
        self._commands, self._answers = commands, answers
        self._count, self._tab = 0, ""
        self.asked: list[str] = []
        self.complaints: list[str] = []
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        self._tab = self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Network", "Page", "Runtime", "Log", "DOM"):
            self.do(f"{domain}.enable")

    def do(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol."""
        self._count += 1
        command = {"id": self._count, "method": method, "params": params}
        if self._tab:
            command["sessionId"] = self._tab
        self._commands.write(json.dumps(command).encode() + b"\0")
        self._commands.flush()
        while (answer := self._next()).get("id") != self._count:
            self._note(answer)
        if "navigated" in answer.get("error", {}).get("message", ""):
            return {"result": {}}  # the page has gone before it could answer
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        parts = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "the browser has ended"
            parts += byte
        return json.loads(parts)

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif event.get("method") == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives, as plain values; None if the page has gone."""
        done = self.do(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression is true on the page."""
        for _ in range(_LOOKS):
            if self.value(f"document.readyState === 'complete' && Boolean({expression})"):
                return
            sleep(_PAUSE)
        raise AssertionError(f"never true: {expression}")

    def open(self, address: str) -> None:
        """Go to an address, and wait until the page is there."""
        self.do("Page.navigate", url=address)
        self.wait(f"location.href === {json.dumps(address)}")

    def choose(self, selector: str, file: Path) -> None:
        """Put a file into a field."""
        root = self.do("DOM.getDocument")["root"]["nodeId"]
        node = self.do("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.do("DOM.setFileInputFiles", nodeId=node, files=[str(file)])

    def press(self, key: str) -> None:
        """Press a key, such as `Tab` or `Enter`."""
        code = {"Tab": 9, "Enter": 13}[key]
        known = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        text = {"text": "\r"} if key == "Enter" else {}
        self.do("Input.dispatchKeyEvent", type="keyDown", **known, **text)
        self.do("Input.dispatchKeyEvent", type="keyUp", **known)

    def look(self, width: int, scheme: str, height: int = 900) -> None:
        """Show pages as wide as a screen, `light` or `dark`."""
        self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self.do(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser that speaks Chinese and ends with the test."""
    assert CHROMIUM is not None
    read_commands, write_commands = os.pipe()
    read_answers, write_answers = os.pipe()
    process = subprocess.Popen(
        [
            "bash", "-c", f'exec "$@" 3<&{read_commands} 4>&{write_answers}', "bash",
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
            f"--user-data-dir={profile}", "--lang=zh-CN", "--accept-lang=zh-CN",
        ],
        pass_fds=(read_commands, write_answers),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for end in (read_commands, write_answers):
        os.close(end)
    try:
        with os.fdopen(write_commands, "wb") as commands, os.fdopen(read_answers, "rb") as answers:
            yield Browser(commands, answers)
    finally:
        process.kill()
        process.wait()
