"""Firefox by WebDriver BiDi (W3C): Playwright drives only a Firefox of its own make, and readers have the other."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
START = 60.0  # seconds that Firefox has to start
STEP = 60.0  # seconds that one command has

PREFERENCES = """\
user_pref("app.normandy.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
"""


def firefox() -> str | None:
    """The path of a Firefox, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """One headless Firefox with one page. Errors of the page and addresses asked for are kept."""

    def __init__(self, path: str) -> None:
        self.errors: list[str] = []
        self.asked: list[str] = []
        self._profile = tempfile.TemporaryDirectory(prefix="dateline-firefox-", ignore_cleanup_errors=True)
        (Path(self._profile.name) / "user.js").write_text(PREFERENCES, "utf-8")
        command = [path, "--headless", "--no-remote", "--profile", self._profile.name, "--remote-debugging-port=0"]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self._number = 0
        self._open = ExitStack()
        try:
            socket = connect(f"{self._address()}/session", max_size=None, open_timeout=START)
            self._socket: ClientConnection = self._open.enter_context(socket)
            self.send("session.new", capabilities={})
            self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
            self._context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return match[1]
        raise RuntimeError("Firefox did not start")

    def close(self) -> None:
        """End the browser."""
        self._open.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def send(self, method: str, **parameters: Any) -> Any:
        """One command and its result. Raises RuntimeError where Firefox answers with an error."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            found = json.loads(self._socket.recv(STEP))
            if found.get("type") == "event":
                self._note(found["method"], found["params"])
            elif found.get("id") == self._number:
                if found["type"] == "error":
                    raise RuntimeError(f"{method}: {found['error']}: {found['message']}")
                return found["result"]

    def _note(self, event: str, values: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.asked.append(values["request"]["url"])
        elif event == "log.entryAdded" and values["level"] == "error":
            self.errors.append(str(values["text"]))

    def goto(self, address: str) -> None:
        """Open a page and wait until it has loaded."""
        self.send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, which may be a promise and must be what JSON can hold."""
        found = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))",
            target={"context": self._context},
            awaitPromise=True,
        )
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def wait(self, condition: str) -> None:
        """Wait until an expression is true. Raises TimeoutError."""
        end = time.monotonic() + STEP
        while not self.evaluate(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.05)

    def type(self, text: str) -> None:
        """Press and release the keys of a text, one after the other (special keys as WebDriver's code points)."""
        actions = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self.send(
            "input.performActions",
            context=self._context,
            actions=[{"type": "key", "id": "keys", "actions": actions}],
        )

    def back(self, steps: int = -1) -> None:
        """Go back (or, with a positive number, forward) in the history."""
        self.send("browsingContext.traverseHistory", context=self._context, delta=steps)
