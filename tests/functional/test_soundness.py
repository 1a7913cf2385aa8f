"""What the crawl asks of each page's markup is found where it is missing, and nothing else is."""

import pytest
from tests.functional.pages import PageText

WHOLE = "<html lang='en'><body><main><h1>Demands</h1>{}</main></body></html>"


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<input name='q'>", "<input name=q> has no label"),
        ("<label for='other'>Word</label><select id='q' name='q'></select>", "for refers to #other"),
        ("<p id='a'></p><input aria-label='Word' aria-describedby='a b'>", "aria-describedby refers to #b"),
        ("<a href='/x'><span class='icon'></span></a>", "<a> says nothing: /x"),
        ("<button class='close'></button>", "<button> says nothing: close"),
        ("<table><tr><th></th></tr></table>", "<th> says nothing"),
        ("<h3>Later</h3>", "after <h1> comes <h3>"),
        ("<h1>Again</h1>", "<h1> stands 2 times"),
        ("<img src='/logo.png'>", "<img src=/logo.png> has no alt"),
    ],
)
def test_what_is_missing_is_told(part: str, fault: str) -> None:
    assert any(told.startswith(fault) for told in PageText(WHOLE.format(part)).faults)


@pytest.mark.parametrize(
    "part",
    [
        "<label>Word <input name='q'></label>",
        "<label for='q'>Word</label><textarea id='q'></textarea>",
        "<input type='hidden' name='q'><input type='submit' value='Go'>",
        "<a href='/x'><img src='/x.png' alt='Map'></a><button aria-label='Close'></button>",
        "<table><tr><th><button>Sort</button></th></tr></table>",
        "<h2>One</h2><h3>Two</h3><h2>Three</h2>",
    ],
)
def test_what_is_sound_is_left_alone(part: str) -> None:
    assert PageText(WHOLE.format(part)).faults == []
