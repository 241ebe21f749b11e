"""What every request has to pass, what every answer carries, and the one line of the log.

A page of another site can send requests to this machine, and can make its own name point to it. So
the Host has to be a loopback name, a form has to come from this page, and a browser has to show the
cookie that belongs to the form.
"""

import hmac
import re
from collections.abc import Callable
from secrets import token_bytes, token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
_SESSION = re.compile(r"[\w-]{32}")
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",  # with no-referrer a browser would send `Origin: null`
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
_LOGGED = 200

Log = Callable[[str], None]


class Guard:
    """Refuses what is not of this page, sets the headers of every answer, and logs."""

    def __init__(self, app: ASGIApp, port: int, log: Log) -> None:
        self._app, self._log = app, log
        names = (LOOPBACK, "localhost")
        self._hosts = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        raw = scope.get("raw_path") or b""
        path = raw.decode("ascii", "backslashreplace")[:_LOGGED]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in _HEADERS.items():
                    headers[name] = value
                self._log(f"{scope['method']} {path} {message['status']}")
            await send(message)

        refused = self._refusal(request)
        await (refused or self._app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("This host is not served here.\n", 421)
        foreign = request.headers.get("origin", f"http://{host}") != f"http://{host}"
        if request.method not in ("GET", "HEAD") and foreign:
            return PlainTextResponse("Forms of other pages are not taken.\n", 403)
        return None


class Sessions:
    """Keeps browsers apart by a cookie, and knows the forms that were given to each."""

    def __init__(self, port: int) -> None:
        self._secret = token_bytes(32)
        self.cookie = f"gikqa-{port}"  # cookies of all ports of a machine are in one jar

    def of(self, request: Request) -> str | None:
        """The session of a request, if its browser has one."""
        given = request.cookies.get(self.cookie, "")
        return given if _SESSION.fullmatch(given) else None

    def begin(self, request: Request) -> str:
        """The session of a request, or a new one."""
        return self.of(request) or token_urlsafe(24)

    def give(self, response: Response, session: str) -> None:
        """Have the browser keep the session until it is closed."""
        response.set_cookie(self.cookie, session, httponly=True, samesite="strict")

    def token(self, session: str) -> str:
        """What a form of the session has to carry."""
        return hmac.new(self._secret, session.encode(), "sha256").hexdigest()

    def knows(self, session: str, token: str) -> bool:
        """Whether a form was given to the session."""
        return token.isascii() and hmac.compare_digest(self.token(session), token)
