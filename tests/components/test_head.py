"""The head of the page: the title of its tab, and what a link to it shows elsewhere."""

from html.parser import HTMLParser

import pytest

from app import app
from components.story.scenes import SCENES_BY_KEY


class Head(HTMLParser):
    """The title, and the descriptions by their name or property."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.title, self.metas = "", dict[str, str]()
        self._is_title = False
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_title = tag == "title"
        if tag == "meta":
            name = given.get("name") or given.get("property") or ""
            self.metas[name] = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        self._is_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._is_title else ""


@pytest.mark.parametrize(
    ("query", "title", "words"),
    [
        ("", "Activation Lab", "sigmoid"),
        ("?alpha=2", "Activation Lab", "sigmoid"),
        ("?part=race", "Race · Activation Lab", "network"),
        *(
            (f"?scene={key}&mode=lecture", f"{scene.title} · Activation Lab", scene.question)
            for key, scene in SCENES_BY_KEY.items()
        ),
    ],
)
def test_a_page_has_a_title_and_a_description_for_tabs_and_previews(
    query: str, title: str, words: str
) -> None:
    html = app.server.test_client().get(f"/{query}").get_data(as_text=True)
    head = Head(html)
    assert html.count("<title") == 1
    assert head.title == head.metas["og:title"] == title
    assert head.metas["description"] == head.metas["og:description"]
    assert words in head.metas["description"]
    assert head.metas["og:site_name"] == "Activation Lab"
    assert head.metas["og:type"] == "website"
