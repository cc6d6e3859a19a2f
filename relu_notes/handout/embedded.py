"""HTML that needs nothing but its page: pictures are put in, and what would be loaded becomes a link."""

import base64
import html
import mimetypes
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

#: Elements that load something or run; the page's policy keeps them out.
_KEPT_OUT = ("iframe", "object", "embed", "script", "link", "base", "meta", "form")
_PLAYED = ("video", "audio", "source", "track")
_VOID = ("embed", "link", "base", "meta", "source", "track", "img", "br", "hr", "input", "wbr", "col", "area")
_ON_THE_WEB = ("https://", "http://", "//")


def embedded(text: str, folder: Path, pages: Collection[str], say: Callable[[str], object]) -> str:
    """Return HTML of a cell as a page without a network can show it.

    Pictures are read from `folder`, where the notebook is, and put in; one that is not there is a ValueError. `pages`
    are the names of the notebooks that are made into pages: links to them lead to the pages; those to other files are
    text. `say` is called with a line for everything that is kept out.
    """
    reader = _Reader(folder, pages, say)
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self, folder: Path, pages: Collection[str], say: Callable[[str], object]):
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._folder = folder
        self._pages = pages
        self._say = say
        self._out: list[str] = []  # the elements kept out in which we are
        self._links: list[bool] = []  # for each <a> in which we are, whether it leads anywhere

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        source = values.get("src") or values.get("data") or values.get("href") or ""
        if self._out or tag in _KEPT_OUT or (tag in _PLAYED and source and not source.startswith("data:")):
            if not self._out:
                self._keep_out(tag, source)
            if tag not in _VOID:
                self._out.append(tag)
        elif tag == "img" and not source.startswith("data:"):
            self._picture(values)
        elif tag == "a":
            self._link(values)
        else:
            handlers = sorted(name for name in values if name.startswith("on"))
            for name in handlers:
                self._say(f"leaves out a script ({name} of <{tag}>)")
                del values[name]
            self.parts.append(self._tag(tag, values) if handlers else self.get_starttag_text() or "")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._out:
            if tag == self._out[-1]:
                self._out.pop()
        elif tag != "a":
            self.parts.append(f"</{tag}>")
        elif self._links and self._links.pop():
            self.parts.append("</a>")

    def _keep_out(self, tag: str, source: str) -> None:
        if source.startswith(_ON_THE_WEB):
            self._say(f"shows <{tag}> as a link, since a page loads nothing: {source}")
            address = html.escape(source)
            self.parts.append(f'<p><a href="{address}">{address}</a></p>')
        else:
            self._say(f"leaves out <{tag}>, since a page loads and runs nothing of its own")

    def _picture(self, values: dict[str, str]) -> None:
        source = values.get("src", "")
        if source.startswith(_ON_THE_WEB):
            self._say(f"shows a picture as a link, since a page loads nothing: {source}")
            self.parts.append(f'<a href="{html.escape(source)}">{html.escape(values.get("alt") or source)}</a>')
            return
        path = self._folder / unquote(source)
        kind = mimetypes.guess_type(path.name)[0] or ""
        if not kind.startswith("image/"):
            raise ValueError(f"{source} is no picture (its name ends in none of .png, .jpg, .svg, .gif)")
        try:
            content = base64.b64encode(path.read_bytes()).decode()
        except OSError as error:
            raise ValueError(f"the picture {source} cannot be read: {error.strerror}") from error
        self.parts.append(self._tag("img", {"alt": "", **values, "src": f"data:{kind};base64,{content}"}))

    def _link(self, values: dict[str, str]) -> None:
        address = values.get("href", "")
        name, hash_sign, part = address.partition("#")
        leads = True
        if name in self._pages:
            values["href"] = f"{PurePosixPath(name).stem}.html{hash_sign}{part}"
        elif "href" in values:
            leads = address.startswith(("https://", "http://", "mailto:", "tel:", "#"))
        self._links.append(leads)
        if leads:
            self.parts.append(self._tag("a", values))

    @staticmethod
    def _tag(tag: str, values: dict[str, str]) -> str:
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in values.items())
        return f"<{tag}{attributes}>"

    def _as_it_is(self, text: str) -> None:
        if not self._out:
            self.parts.append(text)

    def handle_data(self, data):
        self._as_it_is(data)

    def handle_entityref(self, name):
        self._as_it_is(f"&{name};")

    def handle_charref(self, name):
        self._as_it_is(f"&#{name};")
