"""A web client that does what a student's browser does: it logs in, runs a lesson and drags the first slider in it."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

SECONDS = 3  # how long a drag is
RATE = 60  # positions per second, and frames of the display
PAUSE = 0.25  # as in picture.js: seconds between messages to the kernel while the page has the frames


@dataclass
class Drag:
    """What one student saw of one drag."""

    seconds: float = 0.0  # how long the slider moved
    positions: int = 0  # of the slider
    pictures: int = 0
    in_time: int = 0  # positions that had their picture within one frame of the display
    waits: list[float] = field(default_factory=list)  # seconds until the kernel's answer for a position without frame


class Student:
    """One student. The place of the slider is the index of its position."""

    def __init__(self, url: str, name: str):
        self.url, self.name = url, name
        jar = aiohttp.CookieJar(unsafe=True)  # also from a server without a name
        self.session = aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=None))
        self.base = f"{url}/user/{name}"
        self.failure = ""
        self.server_seconds = self.lesson_seconds = 0.0
        self.drags: list[Drag] = []
        self.models: dict[str, dict] = {}  # the state of each widget by its id
        self.request: str | None = None  # the id of the message that the kernel has not finished
        self.picture = ""
        self.told = self.sent = None

    def _xsrf(self, url: str) -> str:
        return self.session.cookie_jar.filter_cookies(URL(url))["_xsrf"].value

    async def lesson(self, cells: list[str]) -> None:
        """Log in, start a kernel and run the cells."""
        start = time.perf_counter()
        await self.log_in()
        self.server_seconds = time.perf_counter() - start
        await self.start_kernel()
        for source in cells:
            content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
            self.request = await self.send("execute_request", content)
            while self.request:
                await self.hear()
        self.lesson_seconds = time.perf_counter() - start
        self.find_slider()

    async def log_in(self) -> None:
        """Fill in the login form and wait until the own server shows its first page."""
        login = f"{self.url}/hub/login"
        async with self.session.get(login) as answer:
            answer.raise_for_status()
        form = {"username": self.name, "password": "class", "_xsrf": self._xsrf(login)}
        async with self.session.post(f"{login}?next=/hub/spawn", data=form) as answer:
            answer.raise_for_status()
        while True:
            async with self.session.get(f"{self.base}/lab") as answer:
                if answer.status == 200 and answer.url.path.startswith(f"/user/{self.name}/"):
                    return
                if answer.status >= 500 and answer.status != 503:
                    raise RuntimeError(f"the server answers {answer.status}")
            await asyncio.sleep(0.5)

    async def start_kernel(self) -> None:
        """Start a kernel and open its channels."""
        headers = {"X-XSRFToken": self._xsrf(f"{self.base}/")}
        async with self.session.post(f"{self.base}/api/kernels", json={"name": "python3"}, headers=headers) as answer:
            answer.raise_for_status()
            kernel = (await answer.json())["id"]
        address = f"{self.base}/api/kernels/{kernel}/channels?session_id={self.name}"
        self.socket = await self.session.ws_connect(address, max_msg_size=0)

    async def send(self, kind: str, content: dict) -> str:
        """Send a message to the kernel; its id."""
        identity = uuid.uuid4().hex
        header = {"msg_id": identity, "msg_type": kind, "username": "", "session": self.name, "version": "5.4"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}
        await self.socket.send_json({**message, "channel": "shell"})
        return identity

    async def hear(self, seconds: float | None = None) -> None:
        """Take the kernel's next message, if one comes in that time."""
        try:
            message = json.loads(await self.socket.receive_str(timeout=seconds))
        except TimeoutError:
            return
        kind, content = message["msg_type"], message["content"]
        if kind == "error":
            raise RuntimeError(f"{content['ename']}: {content['evalue']}")
        if kind == "stream" and content["name"] == "stderr":
            raise RuntimeError(content["text"])
        if kind == "comm_open":
            self.models[content["comm_id"]] = content["data"].get("state", {})
        elif kind == "comm_msg":
            self.models[content["comm_id"]].update(content["data"].get("state", {}))
            if content["comm_id"] == self.picture:
                self.take(content["data"])
        elif content.get("execution_state") == "idle" and message["parent_header"].get("msg_id") == self.request:
            self.request = None
            if self.sent and self.drawn != self.sent[0]:
                raise RuntimeError(f"no picture came for place {self.sent[0]}")
            await self.send_move()

    def find_slider(self) -> None:
        """Find the first figure and the first slider that it shows."""
        self.picture = next(model for model, state in self.models.items() if "frame" in state)
        picture = self.models[self.picture]
        controls = [self.models[control] for control in picture["controls"]]
        self.control = next(index for index, state in enumerate(controls) if "step" in state and state["shown"])
        self.slider = picture["controls"][self.control]
        self.at = picture["frame"]["place"][self.control]
        self.shown = self.drawn = self.at  # the place of the picture in the page, and of the kernel's last one
        self.kept = {self.at}  # the places whose frames the page has
        self.asked: float | None = None  # when the slider came to its place, until the page shows that
        self.told = self.sent = self.at, self.asked  # the last move for the kernel, and the last that has gone there
        self.tell_at: float | None = None  # when the kernel will hear of moves for which the page had the frames

    async def drag(self) -> None:
        """Drag the slider to and fro, end to end in a second; then wait until the kernel has heard of all moves."""
        if not self.drags:
            used = {"used": self.control, "by": self.name}
            await self.send("comm_msg", {"comm_id": self.picture, "data": {"method": "custom", "content": used}})
        drag = Drag()
        self.drags.append(drag)
        last = len(self.models[self.slider]["texts"]) - 1
        path = [*range(last), *range(last, 0, -1)]
        start, first = time.perf_counter(), self.at
        for tick in range(1, SECONDS * RATE + 1):
            await self.move(path[(first + tick * last // RATE) % len(path)])
            await self.listen(start + tick / RATE)
        drag.seconds = time.perf_counter() - start
        while self.tell_at or self.request:
            await self.listen(time.perf_counter() + 1 / RATE)
        if not self.shown == self.drawn == self.at:
            raise RuntimeError(f"slider at {self.at}, picture of {self.shown}, the kernel's of {self.drawn}")

    async def listen(self, until: float) -> None:
        """Take what the kernel sends until then, for a millisecond at least; tell it of moves if that is due."""
        left = max(until - time.perf_counter(), 0.001)
        while left > 0:
            await self.hear(left)
            left = until - time.perf_counter()
        if self.tell_at and time.perf_counter() >= self.tell_at:
            self.tell_at = None
            await self.tell()

    async def move(self, at: int) -> None:
        """Put the slider there: the page shows the frame that it has and tells the kernel later, or asks it now."""
        if at == self.at:
            return
        self.drags[-1].positions += 1
        self.at, self.asked = at, time.perf_counter()
        if at in self.kept:
            self.tell_at = self.tell_at or self.asked + PAUSE
            self.show(at)
        else:
            await self.tell()

    async def tell(self) -> None:
        """Tell the kernel where the slider is."""
        if self.at != self.told[0]:
            self.told = self.at, self.asked
            await self.send_move()

    async def send_move(self) -> None:
        """Send the last move, or wait with it until the kernel has finished the one before, as ipywidgets does."""
        if self.request or self.sent is self.told:
            return
        self.sent = self.told
        slider = self.models[self.slider]
        value = round(slider["min"] + self.sent[0] * slider["step"], 12)
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        self.request = await self.send("comm_msg", {"comm_id": self.slider, "data": data})

    def take(self, data: dict) -> None:
        """Keep the frames that have come, ahead or as an answer, and show the picture of the slider's place."""
        answer = data.get("state")
        places = [frame["place"][self.control] for frame in ([answer["frame"]] if answer else data["content"])]
        self.kept.update(places)
        if answer:
            (self.drawn,) = places
            place, asked = self.sent
            if asked and place == self.drawn:
                self.drags[-1].waits.append(time.perf_counter() - asked)
        if self.at in self.kept:
            self.show(self.at)
        elif answer:
            self.show(self.drawn)

    def show(self, place: int) -> None:
        """Show the picture of that place."""
        self.drags[-1].pictures += place != self.shown
        self.shown = place
        if place == self.at and self.asked:
            self.drags[-1].in_time += time.perf_counter() - self.asked <= 1 / RATE
            self.asked = None
