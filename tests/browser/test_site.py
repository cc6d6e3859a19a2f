"""The site, served on this machine: every link leads somewhere, nothing else is asked for, no page has a fault."""

import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from notebook_pages import Listener
from playwright.sync_api import expect


class Links(HTMLParser):
    """Where the links of a page lead, and the names that a link to the page can end with."""

    def __init__(self, text):
        super().__init__()
        self.leads, self.names = set(), {""}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.names |= {values.get("id")} - {None}
        self.leads |= {values.get(name) for name in ("href", "src")} - {None}


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def crawled(start):
    """Follow all links within the site; return its pages' addresses and the dead links, each with its page."""
    pages, dead, waiting = {}, [], [(start, start)]
    while waiting:
        source, address = waiting.pop(0)
        address = urldefrag(address).url
        if address in pages:
            continue
        try:
            with urlopen(address, timeout=30) as answer:
                html = answer.headers.get_content_type() == "text/html"
                pages[address] = Links(answer.read().decode()) if html else None
        except HTTPError:
            pages[address] = None
            dead.append((source, address))
            continue
        if html:
            waiting += [(address, urljoin(address, lead)) for lead in leads_within(pages[address])]
    return pages, dead + [
        (address, lead)
        for address, page in pages.items()
        if page
        for lead in leads_within(page)
        if (target := pages.get(urldefrag(urljoin(address, lead)).url))
        if unquote(urldefrag(lead).fragment) not in target.names
    ]


def leads_within(page):
    return [lead for lead in page.leads if not lead.startswith(("data:", "https:", "http:", "mailto:"))]


@pytest.fixture(scope="module")
def server(site):
    """The address of the site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=site)) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def crawl(server):
    return crawled(f"{server}index.html")


def test_every_link_leads_somewhere(server, site, crawl):
    pages, dead = crawl
    assert dead == []
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.*") if path.suffix != ".md"}
    assert {address.removeprefix(server) for address in pages} == files
    assert len(files) >= 10  # an index, and three lessons, each as a page, slides and a notebook


def test_no_page_asks_for_anything_elsewhere_or_has_a_fault(crawl, chromium):
    context = chromium.new_context(bypass_csp=True)  # axe puts its own script in
    listener = Listener(context)
    page = context.new_page()
    faults = {}
    for address, links in crawl[0].items():
        if links:
            page.goto(address)
            expect(page.locator(".figure:not(:has(.relu-notes-figure))")).to_have_count(0)
            for rule in Axe().run(page).response["violations"]:
                faults[address, rule["id"]] = rule["nodes"][0]["html"]
    context.close()
    assert faults == {}
    assert (listener.strangers, listener.errors, listener.exceptions) == ([], [], [])


def test_the_index_counts_what_was_predicted(server, chromium):
    page = chromium.new_context().new_page()
    page.goto(server)
    told = page.locator("li", has_text="key notes").get_by_text("You have predicted")
    expect(told).to_contain_text("predicted 0 of")
    page.get_by_role("link", name="ReLU: the key notes").click()
    box = page.locator(".relu-notes-figure").first
    box.get_by_role("radio").first.check()
    box.get_by_role("button", name="This is my prediction").first.click()
    page.get_by_role("link", name="All lessons").click()
    expect(told).to_contain_text("predicted 1 of")
    page.context.close()
