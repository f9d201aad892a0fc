"""What stands before every request: who may ask (Host, Origin), how much, and what the browser may do with the answer."""

import ipaddress
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "TooBig", "is_loopback"]

_POLICY = (
    "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`, with which browsers send forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class TooBig(Exception):
    """A request's body is larger than allowed."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware. A name in `Host` that is not this machine's means that somebody else's page asks (DNS rebinding)."""

    def __init__(self, app: ASGIApp, *, host: str, names: tuple[str, ...], request_bytes: int) -> None:
        self.app = app
        self.local = is_loopback(host)
        self.names = {n.lower() for n in (host, *names)}
        self.request_bytes = request_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on with a counted body and guarded answer."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        send = self._guarded(send, nonce)
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await PlainTextResponse(refusal[1], status_code=refusal[0])(scope, receive, send)
            return
        await self.app(scope, self._counted(receive), send)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._known(host) or len(headers.getlist("host")) != 1:
            return 421, "Địa chỉ này không phải của trang phaply. / This is not the address of this page.\n"
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return 405, "Không có cách gọi này. / Method not allowed.\n"
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        foreign = (origin is not None and not _same(origin, host)) or site not in (None, "same-origin", "none")
        if foreign:
            return (
                403,
                "Yêu cầu đến từ một trang khác nên bị từ chối. / Refused: the request comes from another site.\n",
            )
        length = headers.get("content-length", "")
        if length and (not length.isdigit() or int(length) > self.request_bytes):
            # The page's own sentence needs no body to be read, but the connection must not go on.
            return 413, "Các tệp gửi lên quá lớn. / The files are too large.\n"
        return None

    def _known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        if not name:
            return False
        if is_loopback(name) or name.lower() in self.names:
            return True
        return not self.local and _is_address(name)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.request_bytes:
                raise TooBig
            return message

        return counted

    def _guarded(self, send: Send, nonce: str) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        return guarded


def _same(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
