"""Who opens the page of `gikqa serve` and drops documents on it, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from gikqa._plugins import Choice
from gikqa._web.app import make_app
from gikqa._web.judge_one import Setup
from gikqa._web.judgements import Judgements
from read_page import Element, read_page

PORT = 8642
ADDRESS = f"http://127.0.0.1:{PORT}"
ONLY = Choice(only=("gikqa-documents",))
RULES = ("GIK0", "GIK3")
SETUP = Setup(RULES, (), (), None, (), None, None, ONLY)


class Visitor:
    """A browser without script. log: the lines that the server has logged."""

    def __init__(self, judgements: Judgements, loop: asyncio.Runner, lang: str | None) -> None:
        self.log: list[str] = []
        self.app = make_app(judgements, PORT, self.log.append, lang)
        self.run = loop.run
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=ADDRESS,
            headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"},
            follow_redirects=True,
        )

    def get(self, address: str, **given: Any) -> httpx.Response:
        """The answer to a request without a form."""
        return self.run(self.client.get(address, **given))

    def open(self, address: str = "/", **headers: str) -> Element:
        """The page at an address."""
        return read(self.get(address, headers=headers))

    def token(self) -> str:
        """What the form carries."""
        (token,) = self.open().all("input", type="hidden")
        return str(token.attributes["value"])

    def send(self, name: str, content: bytes, address: str = "/", **given: Any) -> httpx.Response:
        """The answer to a form with a document."""
        given = {"data": {"token": self.token()}, **given}
        files = {"document": (name, content)}
        return self.run(self.client.post(address, files=files, **given))

    def drop(self, name: str, content: str, address: str = "/") -> Element:
        """The page that shows a report."""
        answer = self.send(name, content.encode(), address)
        assert (answer.status_code, answer.history[0].status_code) == (200, 303)
        return read(answer)

    def refused(self, name: str, content: bytes, status: int = 422, **given: Any) -> str:
        """What the page says to a document that is not judged."""
        answer = self.send(name, content, **given)
        assert answer.status_code == status
        return alert(answer)


def read(answer: httpx.Response) -> Element:
    """The page of an answer; links to other pages of the server are no ids."""
    content = answer.content.replace(b'href="/', b'href="#main" data-to="/')
    return read_page(content)


def alert(answer: httpx.Response) -> str:
    """What a page says has gone wrong."""
    (said,) = read(answer).all("p", role="alert")
    return said.text()


@pytest.fixture(scope="session")
def judgements() -> Iterator[Judgements]:
    """One process that judges, with few rules, which it loads quickly."""
    with Judgements(SETUP, 1, 600.0) as started:
        yield started


@pytest.fixture
def visitors(judgements: Judgements) -> Iterator[Callable[..., Visitor]]:
    """People who come for the first time and prefer Chinese, each to a server of their own."""
    with asyncio.Runner() as loop, ExitStack() as leaving:

        def make(lang: str | None = None) -> Visitor:
            made = Visitor(judgements, loop, lang)
            leaving.callback(lambda: loop.run(made.client.aclose()))
            return made

        yield make


@pytest.fixture
def visitor(visitors: Callable[..., Visitor]) -> Visitor:
    """One of them."""
    return visitors()
