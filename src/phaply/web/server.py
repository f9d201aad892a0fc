"""Run the page: one address, said aloud, until Ctrl+C."""

import socket
import sys
from collections.abc import Callable

from phaply.errors import UsageError
from phaply.web.guard import is_loopback

__all__ = ["serve"]


def serve(host: str, port: int, say: Callable[[str], None], lang: str = "vi") -> None:
    """Serve the page until it is stopped; `say` hears where. Raises UsageError if the address cannot be used."""
    listener = _listen(host, port)
    import uvicorn

    from phaply.web.app import create_app

    port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    if is_loopback(host):
        said = (
            f"Trang đang chạy tại {address} (chỉ mở được trên máy này). Nhấn Ctrl+C để dừng.",
            f"The page runs at {address} (for this machine only). Press Ctrl+C to stop.",
        )
    else:
        said = (
            f"Trang đang chạy tại {address}. Chú ý: máy khác trong mạng cũng mở được, không có mật khẩu. Nhấn Ctrl+C để dừng.",
            f"The page runs at {address}. Note: other machines on the network can open it, without a password. Press Ctrl+C to stop.",
        )
    say(said[1] if lang == "en" else said[0])
    config = uvicorn.Config(
        create_app(host=host, names=(socket.gethostname(),)),
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=10,
        limit_concurrency=300,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that a port in use is one clear sentence."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError(
            f"Không mở được trang tại {host}, cổng {port}: địa chỉ không dùng được hoặc cổng đang bận. Hãy thử --port khác.",
            f"The page cannot use {host}, port {port}: no such address, or the port is taken. Try another --port.",
        ) from error
    return listener
