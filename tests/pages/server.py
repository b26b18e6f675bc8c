"""The built book behind a small web server, below a path of its own."""

import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from site_of_book import BOOK

PREFIX = "/some/where/book/"


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args):
        super().__init__(*args, directory=str(BOOK))

    def translate_path(self, path):
        # Anything outside the prefix must not be found, as on a host that
        # keeps the book in a folder.
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else ""
        return super().translate_path(f"/{inside or 'outside-the-book'}")

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
