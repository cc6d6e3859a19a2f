"""Jupyter servers for a test: on 127.0.0.1, a free port, an empty folder, and no settings of the machine's user."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

# Lab asks before it looks for news, and an open question swallows the first key that a test presses.
QUIET = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "docmanager-extension/plugin": {"autosave": False},
}


class JupyterServer:
    """One server process, ``kind`` "lab" (which serves Notebook 7 too) or "voila", that ends with ``close()``."""

    def __init__(self, kind: str, home: Path):
        self.kind = kind
        self.root = home / "notebooks"
        self.root.mkdir(parents=True)
        self.token = secrets.token_hex(16)
        self.log = home / "server.log"
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self._command(port)],
                cwd=self.root,
                env=isolated_environment(home),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_it_answers()

    def _command(self, port: int) -> list[str]:
        if self.kind == "voila":
            return [
                "voila",
                "--no-browser",
                "--Voila.ip=127.0.0.1",
                f"--port={port}",
                f"--token={self.token}",
                "--show_tracebacks=True",
                str(self.root),
            ]
        return [
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.root}",
            f"--IdentityProvider.token={self.token}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]

    def _wait_until_it_answers(self, seconds: float = 90.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/?token={self.token}", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        log = self.log.read_text(errors="replace")[-3000:]
        self.close()
        raise RuntimeError(f"the {self.kind} server did not answer within {seconds:.0f} s; its log ends:\n{log}")

    def address(self, view: str, name: str) -> str:
        """Web address of the notebook ``name`` in the ``view`` "lab", "notebook" or "voila"."""
        # A workspace of its own, or Lab opens the tabs of the tests before beside this one and may prefer them.
        workspace = name.removesuffix(".ipynb").replace("/", "-")
        folder = {
            "lab": f"lab/workspaces/{workspace}/tree",
            "notebook": "notebooks",
            "voila": "voila/render",
        }[view]
        return f"{self.url}/{folder}/{name}?token={self.token}"

    def request(self, method: str, path: str) -> object:
        """Call the server's own interface and return what it answers, decoded from JSON."""
        request = urllib.request.Request(
            f"{self.url}/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def close(self) -> None:
        """End the server and, as they are in its session, its kernels."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                if sys.platform == "win32":
                    self.process.kill()
                else:
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def isolated_environment(home: Path) -> dict[str, str]:
    """This process's environment with every Jupyter folder moved below ``home`` and Lab's announcements off."""
    settings = home / "lab-settings"
    for plugin, values in QUIET.items():
        path = settings / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    (home / "data").mkdir(exist_ok=True)  # Voilà with nbformat 5.10 fails without; any other Jupyter makes it
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "IPYTHON"))}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "lab-workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(home / "ipython"),
    }


def free_port() -> int:
    """A port on 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
