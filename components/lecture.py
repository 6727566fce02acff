"""What only a lecture has: its keys, the help that lists them, the buttons of its corner, the curtain."""

from dataclasses import dataclass

from dash import html

from components import ids
from components.button import button


@dataclass(frozen=True)
class Command:
    """Something that a key does: the keys as a browser names them, the action of `assets/lecture.js`, what it is for.

    `button` is the text of its button in the corner, if it has one.
    """

    keys: tuple[str, ...]
    action: str
    help: str
    button: str = ""


# A clicker sends PageDown, PageUp, the full stop, F5 and Escape.
COMMANDS = (
    Command(("PageUp", "p"), "previous", "Previous step", "←"),
    Command(("PageDown", " ", "n"), "next", "Next step", "→"),
    Command(("Home",), "first", "First scene"),
    Command(("End",), "last", "Last scene"),
    Command(tuple("123456789"), "scene", "That scene"),
    Command(("c",), "controls", "Show or hide the sliders", "C"),
    Command(("r",), "reset", "Reset the scene"),
    Command(("b", "."), "black", "Black screen, and back"),
    Command(("w",), "white", "White screen, and back"),
    Command(("f",), "fullscreen", "Full screen, and back", "F"),
    Command(("?",), "help", "These keys", "?"),
    Command(("F5",), "mode", "Lecture on and off", "F5"),
)
ACTIONS = {key: command.action for command in COMMANDS for key in command.keys}
KEY_NAMES = {" ": "Space", "PageUp": "Page Up", "PageDown": "Page Down"}


def corner() -> html.Div:
    """The buttons for a mouse, seen while it moves."""
    buttons = [
        button(command.button, {"action": command.action}, title=command.help, **{"aria-label": command.help})
        for command in COMMANDS
        if command.button
    ]
    return html.Div(buttons, className="corner")


def help_dialog() -> html.Dialog:
    """The list of keys."""
    rows = [html.Tr([html.Th(_keys(command), scope="row"), html.Td(command.help)]) for command in COMMANDS]
    others = "The arrow keys stay with the slider that has the focus. Esc leaves the full screen, not the lecture."
    return html.Dialog(
        [
            html.H2("Keys of a lecture"),
            html.Table(html.Tbody(rows)),
            html.P(others),
            button("Close", className="close"),
        ],
        id=ids.HELP,
    )


def _keys(command: Command) -> str:
    names = [KEY_NAMES.get(key, key.upper()) for key in command.keys]
    return f"{names[0]} to {names[-1]}" if len(names) > 3 else ", ".join(names)


def curtain() -> html.Div:
    """Covers the page in black or white."""
    return html.Div(id=ids.CURTAIN, hidden=True)
