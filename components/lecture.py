"""What only a lecture has: its keys, the help that lists them, its buttons, the blank screen."""

from dataclasses import dataclass
from typing import Any

from dash import html

from components import ids
from components.widgets import make_button


@dataclass(frozen=True)
class Command:
    """One action of a lecture.

    `keys` are the keys as a browser names them, `action` is its name in `assets/lab/lecture.mjs`,
    `button` the label of its button, if it has one.
    """

    keys: tuple[str, ...]
    action: str
    help: str
    button: str = ""


# A clicker sends PageDown, PageUp, the full stop, F5 and Escape.
COMMANDS = (
    Command(("PageUp", "p"), "previous", "Previous step", "←"),
    Command(("PageDown", " ", "n"), "next", "Next step; in Race, start or stop", "→"),
    Command(("Home",), "first", "First scene"),
    Command(("End",), "last", "Last scene"),
    Command(tuple("123456789"), "scene", "Scene with that number"),
    Command(("c",), "controls", "Show or hide the sliders", "C"),
    Command(("r",), "reset", "Reset the scene"),
    Command(("b", "."), "black", "Black screen on and off"),
    Command(("w",), "white", "White screen on and off"),
    Command(("f",), "fullscreen", "Full screen on and off", "F"),
    Command(("?",), "help", "Keyboard shortcuts", "?"),
    Command(("F5",), "mode", "Lecture on and off", "F5"),
)
KEY_ACTIONS = {key: command.action for command in COMMANDS for key in command.keys}
KEY_NAMES = {
    " ": "Space",
    "PageUp": "Page Up",
    "PageDown": "Page Down",
    "Home": "Home",
    "End": "End",
}


def make_lecture_buttons() -> html.Div:
    """Return the buttons for a mouse, which show while the pointer moves."""
    buttons = [
        make_button(
            command.button,
            {"action": command.action},
            title=command.help,
            **{"aria-label": command.help},
        )
        for command in COMMANDS
        if command.button
    ]
    return html.Div(buttons, className="lecture-buttons")


def make_shortcuts_dialog() -> html.Dialog:
    """Return the list of keys."""
    rows = [_make_shortcut_row(command) for command in COMMANDS]
    others = (
        "The arrow keys move the slider that has the focus. Ctrl+Z undoes the last change, "
        "Ctrl+Shift+Z redoes it, in a lecture and elsewhere. Esc takes back what is typed or "
        "dragged; it leaves the full screen, not the lecture."
    )
    return html.Dialog(
        [
            html.H2("Keyboard shortcuts"),
            html.Table(html.Tbody(rows)),
            html.P(others),
            html.Div(make_button("Close", className="close"), className="actions"),
        ],
        id=ids.SHORTCUTS_DIALOG,
    )


def _make_shortcut_row(command: Command) -> html.Tr:
    data: dict[str, Any] = {"data-shortcut": command.action}
    return html.Tr([html.Th(_key_text(command), scope="row"), html.Td(command.help)], **data)


def _key_text(command: Command) -> str:
    names = [KEY_NAMES.get(key, key.upper()) for key in command.keys]
    return f"{names[0]} to {names[-1]}" if len(names) > 3 else ", ".join(names)


def make_blank_screen() -> html.Div:
    """Return the cover of the page in black or white."""
    return html.Div(id=ids.BLANK_SCREEN, hidden=True)
