"""Chromium, and a notebook open in it: run, save and reopen it, and find its live figures."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_servers import JupyterServer
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
VIEWS = ("lab", "notebook", "voila")

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing but this machine can be reached
]
# Voilà's page asks for these icons of its own menus, also where it shows none.
ICONS_OF_VOILA = "/@fortawesome/fontawesome-free@"

OPENED = """(path) => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const ready = panel?.context?.isReady && panel.context.path === path && panel.sessionContext?.isReady;
  return Boolean(ready && panel.sessionContext.session?.kernel);
}"""
# JupyterLab answers the command when the last cell is done; true means that no cell failed.
RUN_ALL = """async () => {
  const done = await window.jupyterapp.commands.execute('notebook:run-all-cells');
  await window.jupyterapp.shell.currentWidget.context.save();
  return done;
}"""
RESTART = "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
  .flatMap(cell => cell.outputs ? cell.outputs.toJSON() : [])
  .filter(output => output.output_type === 'error').map(output => output.traceback.join('\\n'))"""


def skip_second_view(view: str, thorough: bool) -> None:
    """Leave out Notebook 7, which is made of JupyterLab's parts, unless the long form of the tests is asked for."""
    if view == "notebook" and not thorough:
        import pytest  # here, since benchmarks use this file without it

        pytest.skip("the second view of the same: only with --thorough")


def chromium_path(playwright: Playwright) -> str | None:
    """Debian's Chromium, or else Playwright's own, or None where neither is there."""
    found = shutil.which("chromium") or playwright.chromium.executable_path
    return found if Path(found).exists() else None


@contextmanager
def launched_chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Headless Chromium that reaches 127.0.0.1 alone."""
    root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: None)() == 0 else []  # Windows has none
    browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=[*FLAGS, *root, *flags])
    try:
        yield browser
    finally:
        browser.close()


class Listener:
    """What the pages of one browser context ask for and complain about."""

    def __init__(self, context: BrowserContext):
        self.strangers: list[str] = []
        self.errors: list[str] = []
        self.exceptions: list[str] = []
        context.on("request", lambda request: self._hear_request(request.url))
        context.on("console", lambda message: self._hear_console(message.type, message.text))
        context.on("weberror", lambda error: self.exceptions.append(f"{error.error}\n{error.error.stack}"))

    def _hear_request(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")) and ICONS_OF_VOILA not in url:
            self.strangers.append(url)

    def _hear_console(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)


class NotebookPage:
    """The notebook at `path` below the root of `server`, in the view "lab", "notebook" or "voila"."""

    def __init__(self, page: Page, server: JupyterServer, view: str, path: str):
        self.page, self.server, self.view, self.path = page, server, view, path

    def open(self) -> None:
        """Load the page and wait for its kernel; Voilà runs all cells as it loads."""
        self.page.goto(self.server.address(self.view, self.path))
        if self.view == "voila":
            self.figures.first.wait_for()
        else:
            self.page.wait_for_function(OPENED, arg=self.path)

    def run_all(self) -> None:
        """Run all cells, wait until the last is done, and save."""
        if not self.page.evaluate(RUN_ALL):
            raise AssertionError(f"{self.path} in {self.view}:\n" + "\n".join(self.page.evaluate(ERRORS)))

    def restart(self) -> None:
        """Give the open notebook a new kernel."""
        self.page.evaluate(RESTART)
        self.page.wait_for_function(IDLE)

    def reopen_with_a_new_kernel(self) -> None:
        """End every kernel of the server, as a reboot would, and load the saved notebook again."""
        self.page.goto("about:blank")
        for session in self.server.request("GET", "api/sessions"):
            if session["path"] == self.path:
                self.server.request("DELETE", f"api/sessions/{session['id']}")
        self.open()

    @property
    def figures(self) -> Locator:
        """The pictures of all live figures, from top to bottom."""
        return self.page.locator(".relu-notes-picture")

    def figure(self, number: int = 0) -> "FigureOnPage":
        """The live figure in place `number`, scrolled into view."""
        box = self.page.locator(".relu-notes-figure").nth(number)
        box.scroll_into_view_if_needed()
        expect(box).to_have_role("group")  # Lab lays out only what is in view, and names it then
        return FigureOnPage(box)

    def figure_named(self, title: str) -> "FigureOnPage":
        """The first live figure with that title, scrolled into view."""
        self.figures.first.wait_for(state="attached")
        for number in range(self.figures.count()):
            figure = self.figure(number)
            if figure.title == title:
                return figure
        raise AssertionError(f"no live figure {title!r} in {self.path}")


@dataclass(frozen=True)
class FigureOnPage:
    """One live figure as a reader meets it."""

    box: Locator

    @property
    def title(self) -> str | None:
        """Name of the group that the figure is."""
        return self.box.get_attribute("aria-label")

    def control(self, label: str) -> Locator:
        """The slider, menu or switch with that accessible name."""
        slider, menu, switch = (
            self.box.get_by_role(role, name=label, exact=True) for role in ("slider", "combobox", "checkbox")
        )
        return slider.or_(menu).or_(switch)

    @property
    def sliders(self) -> Locator:
        """All sliders that are shown."""
        return self.box.locator("input[type=range]:visible")

    @property
    def picture(self) -> Locator:
        """The picture, whose name says what it shows."""
        return self.box.locator("[role=img]")

    @property
    def readout(self) -> Locator:
        """The line of numbers that is announced."""
        return self.box.get_by_role("status")

    @property
    def reset(self) -> Locator:
        """The button that puts every control back."""
        return self.box.get_by_role("button", name="Reset")

    @property
    def more(self) -> Locator:
        """The button that shows the controls kept back at first."""
        return self.box.get_by_role("button", name="More")

    def shows_layer(self, svg: str) -> bool:
        """Whether the moving layer on the page is, node for node, the one that the kernel draws as `svg`."""
        return self.picture.evaluate(
            """(picture, svg) => {
              const wanted = document.createElement('div');
              wanted.innerHTML = svg;
              return picture.querySelector('.moving > svg')?.isEqualNode(wanted.firstElementChild) ?? false;
            }""",
            svg,
        )
