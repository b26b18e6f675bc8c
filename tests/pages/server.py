"""The built book behind a small web server, below a path of its own."""

import gzip
import threading
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from site_of_book import BOOK, PREFIX
from weights import PACKED


@cache
def _packed(path, changed):
    return gzip.compress(path.read_bytes(), 6)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args):
        super().__init__(*args, directory=str(BOOK))

    def translate_path(self, path):
        # Anything outside the prefix must not be found, as on a host that
        # keeps the book in a folder.
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else ""
        return super().translate_path(f"/{inside or 'outside-the-book'}")

    def do_GET(self):
        # Text goes compressed over the wire, as from any public host.
        file = Path(self.translate_path(self.path.split("?")[0]))
        accepted = self.headers.get("Accept-Encoding", "")
        if file.suffix not in PACKED or "gzip" not in accepted:
            return super().do_GET()
        if not file.is_file():
            return self.send_error(404)
        body = _packed(file, file.stat().st_mtime)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def end_headers(self):
        # Fonts change with the book's design only: hosts let them be kept.
        if self.path.split("?")[0].endswith(".woff2"):
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_):
        """Keep quiet."""


@contextmanager
def serving():
    """Serve the book on this machine; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
