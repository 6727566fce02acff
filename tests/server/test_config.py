"""What the environment may configure, and what is said if a variable makes no sense."""

import pytest

from server.config import Config

DEFAULT = Config("127.0.0.1", 8050, 1, "/", (), (), has_access_log=False)


def test_an_empty_environment_serves_this_machine_alone() -> None:
    assert Config.from_environment({}) == DEFAULT


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("BIND_ADDRESS", "0.0.0.0", "address", "0.0.0.0"),
        ("BIND_ADDRESS", "::", "address", "::"),
        ("PORT", "65535", "port", 65535),
        ("WEB_CONCURRENCY", "2", "workers", 2),
        ("DASH_URL_BASE_PATHNAME", "/a/b-1/", "prefix", "/a/b-1/"),
        ("DASH_URL_BASE_PATHNAME", "/user/jane@uni.edu/", "prefix", "/user/jane@uni.edu/"),
        ("DASH_URL_BASE_PATHNAME", "/user/j%2Bk%40uni.edu/", "prefix", "/user/j%2Bk%40uni.edu/"),
        ("DASH_URL_BASE_PATHNAME", "/a%20b/%c3%a4/", "prefix", "/a%20b/%c3%a4/"),
        ("DASH_URL_BASE_PATHNAME", "/~j/a+b,c;d=e&'f/", "prefix", "/~j/a+b%2Cc%3Bd=e%26%27f/"),
        (
            "TRUSTED_HOSTS",
            "lab.example.org, .example.net,[::1]",
            "trusted_hosts",
            ("lab.example.org", ".example.net", "[::1]"),
        ),
        ("TRUSTED_HOSTS", "", "trusted_hosts", ()),
        ("TRUSTED_HOSTS", "LAB.Example.org.", "trusted_hosts", ("lab.example.org",)),
        ("TRUSTED_HOSTS", "[2001:DB8:0::1]", "trusted_hosts", ("[2001:db8::1]",)),
        (
            "FRAME_ANCESTORS",
            "https://a.example.org *.b.org:*",
            "frame_ancestors",
            ("https://a.example.org", "*.b.org:*"),
        ),
        ("FRAME_ANCESTORS", "*", "frame_ancestors", ("*",)),
        ("ACCESS_LOG", "on", "has_access_log", True),
    ],
)
def test_a_variable_sets_its_field(variable: str, text: str, field: str, value: object) -> None:
    assert getattr(Config.from_environment({variable: text}), field) == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("BIND_ADDRESS", "localhost"),
        ("BIND_ADDRESS", ""),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "８０５０"),
        ("PORT", "80 50"),
        ("PORT", "9" * 5000),
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", " 2 "),
        ("WEB_CONCURRENCY", "65"),
        ("WEB_CONCURRENCY", "-1"),
        ("DASH_URL_BASE_PATHNAME", ""),
        ("DASH_URL_BASE_PATHNAME", "/demo"),
        ("DASH_URL_BASE_PATHNAME", "demo/"),
        ("DASH_URL_BASE_PATHNAME", "//"),
        ("DASH_URL_BASE_PATHNAME", "/<path:x>/"),
        ("DASH_URL_BASE_PATHNAME", "/a/../b/"),
        ("DASH_URL_BASE_PATHNAME", "/a/%2e%2E/b/"),
        ("DASH_URL_BASE_PATHNAME", "/./"),
        ("DASH_URL_BASE_PATHNAME", "/a%2Fb/"),
        ("DASH_URL_BASE_PATHNAME", "/a%0Ab/"),
        ("DASH_URL_BASE_PATHNAME", "/%FF/"),
        ("DASH_URL_BASE_PATHNAME", "/a%zz/"),
        ("DASH_URL_BASE_PATHNAME", "/a b/"),
        ("DASH_URL_BASE_PATHNAME", "/a?b/"),
        ("TRUSTED_HOSTS", "https://lab.example.org"),
        ("TRUSTED_HOSTS", "*"),
        ("TRUSTED_HOSTS", "my_app"),
        ("TRUSTED_HOSTS", "[1::2::3]"),
        ("TRUSTED_HOSTS", "a b;c"),
        ("FRAME_ANCESTORS", "https://a.example.org; script-src *"),
        ("FRAME_ANCESTORS", "https://a.example.org/course"),
        ("FRAME_ANCESTORS", "javascript:x"),
        ("ACCESS_LOG", "yes"),
    ],
)
def test_nonsense_ends_with_one_line_that_names_the_variable(variable: str, text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        Config.from_environment({variable: text})
    line = str(ended.value.code)
    assert line.startswith(f"{variable} takes ")
    assert len(line) < 200
    assert len(line.splitlines()) == 1
