"""A JupyterLab of our own: on a free port, with a token, in a new folder."""

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

PATIENCE = 120  # seconds, on a busy machine
_SETTINGS = {
    # Every cell is there, whether it can be seen or not.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}


@contextlib.contextmanager
def serving(folder, home):
    """Serve the notebooks of a folder for as long as the block lasts.

    Parameters
    ----------
    folder : pathlib.Path
        Where the notebooks are.
    home : pathlib.Path
        An empty folder for all that JupyterLab keeps of its user.

    Yields
    ------
    str
        The address, with the token.
    """
    token, port = secrets.token_hex(16), _free_port()
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser"),
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}",
            f"--IdentityProvider.token={token}",
            "--LabApp.extension_manager=readonly",
            # The tests run commands by their name, not by the menus' words.
            "--LabApp.expose_app_in_browser=True",
            *(["--allow-root"] if _is_root() else []),
        ],
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    log = _Log(process.stderr)
    try:
        log.wait_until_it_serves()
        yield f"{base}/lab?token={token}"
    finally:
        _end(process, f"{base}/api/shutdown", token)
        log.close()


def _is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _environment(home):
    """Return an environment in which nothing of the user's is seen."""
    settings = home / "settings"
    for name, values in _SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("JUPYTER", "IPYTHON"))
    }
    return kept | {
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }


class _Log:
    """What the server says, read as it comes so that it is never stuck."""

    def __init__(self, stream):
        self.stream, self.lines = stream, []
        self.settled = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.stream:
            self.lines.append(line)
            if re.search(r"is running at", line):
                self.settled.set()
        self.settled.set()  # it has ended

    def wait_until_it_serves(self):
        """Return when it can be asked; raise if it ended instead."""
        self.settled.wait(PATIENCE)
        said = "".join(self.lines)
        if "is running at" not in said:
            raise RuntimeError(f"JupyterLab did not start:\n{said}")

    def close(self):
        """Read what is left, and close the stream."""
        self.reader.join(PATIENCE)
        self.stream.close()


def _end(process, address, token):
    """End the server and its kernels, whatever it takes."""
    ask = urllib.request.Request(
        address, method="POST", headers={"Authorization": f"token {token}"}
    )
    with contextlib.suppress(OSError):
        urllib.request.urlopen(ask, timeout=10).close()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
