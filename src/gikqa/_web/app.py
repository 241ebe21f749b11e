"""The addresses of the server, and what each answers."""

from collections.abc import Callable
from contextlib import closing
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from gikqa._web import pages
from gikqa._web.guards import Guard, Log, Sessions
from gikqa._web.judge_one import Refused
from gikqa._web.judgements import Judgements
from gikqa._web.kept_results import Kept, KeptResults
from gikqa._web.languages import language
from gikqa._web.uploads import Upload, UploadError, receive, throw_away

RETRY = 5
"""Seconds after which a browser may try again."""


def make_app(
    judgements: Judgements, port: int, log: Log = lambda line: None, lang: str | None = None
) -> ASGIApp:
    """The application. lang: of its pages, by default that which the browser asks for."""
    server = _Server(judgements, KeptResults(), Sessions(port), lang)
    routes = [
        Route("/", server.start, methods=["GET"]),
        Route("/", server.drop, methods=["POST"]),
        Route("/reports/{key}", server.report, methods=["GET"]),
        Route("/reports/{key}/file", server.file, methods=["GET"]),
        Route("/style.css", _fixed(pages.style, "text/css")),
        Route("/script.js", _fixed(pages.script, "text/javascript")),
    ]
    handlers = {HTTPException: server.unknown, Exception: server.failed}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), port, log)


class _Server:
    def __init__(
        self, judgements: Judgements, kept: KeptResults, sessions: Sessions, lang: str | None
    ) -> None:
        self._judgements, self._kept, self._sessions = judgements, kept, sessions
        self._lang = lang

    async def start(self, request: Request) -> Response:
        return self._start(request)

    async def drop(self, request: Request) -> Response:
        if self._judgements.busy:
            await throw_away(request)
            return self._start(request, "busy", 503)
        session = self._sessions.of(request)
        if session is None:
            await throw_away(request)
            return self._start(request, "old form", 403)
        self._judgements.begin()
        try:
            upload = await receive(request)
            with closing(upload.file):
                return await self._judged(request, session, upload)
        except UploadError as refused:
            return self._start(request, refused.key, refused.status)
        finally:
            self._judgements.end()

    async def _judged(self, request: Request, session: str, upload: Upload) -> Response:
        if not self._sessions.knows(session, upload.token):
            return self._start(request, "old form", 403)
        lang = language(request, self._lang)
        answer = await self._judgements.judge(upload, lang)
        if isinstance(answer, Refused):
            return self._page(request, answer.texts[lang], 422)
        kept = self._kept.add(session, answer)
        return RedirectResponse(f"/reports/{kept.key}", 303)

    async def report(self, request: Request) -> Response:
        kept = self._find(request)
        if kept is None:
            return self._start(request, "forgotten", 404)
        form = self._form(kept.session, kept.judged.lang)
        return Response(pages.result_page(form, kept), media_type="text/html")

    async def file(self, request: Request) -> Response:
        kept = self._find(request)
        if kept is None:
            return self._start(request, "forgotten", 404)
        stem = PurePosixPath(kept.judged.name).stem
        name = quote(f"{stem} {pages.sentence(kept.judged.lang, 'file name')}.html", safe="")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(pages.whole_page(kept), media_type="text/html", headers=headers)

    async def unknown(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._start(request, "no such page", status)

    async def failed(self, request: Request, error: Exception) -> Response:
        return self._start(request, "failed", 500)

    def _find(self, request: Request) -> Kept | None:
        session = self._sessions.of(request)
        return None if session is None else self._kept.get(session, request.path_params["key"])

    def _start(self, request: Request, key: str | None = None, status: int = 200) -> Response:
        problem = None if key is None else pages.sentence(language(request, self._lang), key)
        return self._page(request, problem, status)

    def _page(self, request: Request, problem: str | None, status: int) -> Response:
        session = self._sessions.begin(request)
        form = self._form(session, language(request, self._lang))
        content = pages.start_page(form, self._kept.of_session(session), problem)
        response = Response(content, status, media_type="text/html")
        if status == 503:
            response.headers["retry-after"] = str(RETRY)
        self._sessions.give(response, session)
        return response

    def _form(self, session: str, lang: str) -> pages.Form:
        return pages.Form(lang, self._sessions.token(session), self._judgements.suffixes)


def _fixed(content: Callable[[], bytes], media_type: str) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        return Response(content(), media_type=media_type)

    return answer
