"""One live figure as a small page of its own, for a learning platform or a slide that shows it in a frame."""

import base64
import html
from typing import Any

from relu_notes.handout.figures import shares
from relu_notes.handout.page import whole_page
from relu_notes.live.frames import cost, drawn_ahead

ROOM = 220_000  # bytes of the states; with the stored picture, the script and the font less than 0.5 MB
SECONDS = 30


def figure_page(figure: Any) -> str:
    """Return the page of a `LiveFigure`, which stands there as it stands now, its questions with it."""
    (most,) = shares([cost(figure)._asdict()], ROOM, SECONDS)
    states = drawn_ahead(figure, most)
    picture = figure.static_figure()
    words = html.escape(" ".join(picture.description.split("\n")[1:]))
    title = html.escape(figure.title)
    meta = (
        f'\n<meta name="description" content="{words}">'
        f'\n<meta property="og:title" content="{title}">\n<meta property="og:description" content="{words}">'
    )
    png = base64.b64encode(picture.png()).decode()
    image = f'<img class="stored" alt="{words}" width="1000" src="data:image/png;base64,{png}">'
    body = f'<div class="figure" role="group" aria-label="{title}" data-model="one">{image}</div>'
    return whole_page(figure.title, "single", body, {"one": states}, meta=meta)
