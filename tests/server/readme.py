"""Reads what the README shows to those who host the page."""

import re

from tests.benchmark.servers import ROOT

README = (ROOT / "README.md").read_text()


def find_section(title: str) -> str:
    """Return the text of a section, with those below it."""
    begun = re.search(rf"^(#+) {re.escape(title)}\n", README, re.MULTILINE)
    assert begun is not None
    end = rf"^#{{1,{len(begun[1])}}} "
    return re.split(end, README[begun.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def find_block(title: str, language: str = "") -> str:
    """Return the one block of code that a section has in a language."""
    block = rf"^```{language}\n(.*?)^```$"
    (code,) = re.findall(block, find_section(title), re.MULTILINE | re.DOTALL)
    return str(code)
