"""What a notebook keeps of a live figure, so that a reader without its kernel sees a picture and never an error."""

from __future__ import annotations

from typing import Any

# A notebook that was saved while a figure was live names a model that the next kernel does not have. Jupyter then shows
# "Error displaying widget" in the first output; the rules hide that line, or the stored picture while the figure lives.
# Each rule looks only at the outputs of its own cell.
_ONE_OF_THE_TWO = """<style class="relu-notes-stored">
.jp-OutputArea-child:has(style.relu-notes-stored) { display: none; }
.jp-OutputArea:has(style.relu-notes-stored):has(.relu-notes-picture) .jp-OutputArea-child:has(.jp-RenderedImage)
{ display: none; }
.jp-OutputArea:has(style.relu-notes-stored):not(:has(.relu-notes-picture)) .jp-OutputArea-child:has(.jupyter-widgets)
{ display: none; }
</style>"""


def stored_outputs(figure: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Data and metadata of the outputs that a cell gets for `figure`: itself, its picture, and the choice between them.

    Only the second and the third are worth storing in a repository: they hold no model id.
    """
    picture, metadata = figure.static_figure()._repr_mimebundle_()
    return [(figure._repr_mimebundle_(), {}), (picture, metadata), ({"text/html": _ONE_OF_THE_TWO}, {})]
