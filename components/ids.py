"""Every id of the page."""

PLOT = "plot"
REQUEST = "request"
ANSWER = "answer"
START = "start"

UNDO = "undo"
REDO = "redo"
RESET = "reset"

TOLD = "told"
HEADLINE = "headline"
QUESTION = "question"
LOOK = "look"
SOLUTION = "solution"
PREVIOUS = "previous"
NEXT = "next"

SHARE = "share"
LINK = "link"
COPIED = "copied"
HELP = "help"
CURTAIN = "curtain"

TAKEAWAY = "takeaway"
WANTED = "wanted"
TAKEN = "taken"
SAVED = "saved"
CODE = "code"
SETTINGS = "settings"
ADDRESS = "address"

NOTE = "note"
CONNECTION = "connection"

GRAPH = "graph"
SUMMARY = "summary"
VALUES = "values"
TABLE = "table"
REST = "rest"
SAID = "said"
SPOKEN = "spoken"
WHOLE = "whole"


def control(name: str) -> str:
    """The slider or the switches of a field of the view."""
    return f"control-{name}"


def box(name: str, end: str = "") -> str:
    """The text box beside a slider; a range has one for each end, "low" and "high"."""
    return f"box-{name}-{end}" if end else f"box-{name}"


def row(name: str) -> str:
    """A control with its name, its boxes and its line of help."""
    return f"row-{name}"


def help_text(name: str) -> str:
    """The line under a control."""
    return f"help-{name}"


def card(key: str) -> str:
    """The card of a function."""
    return f"card-{key}"


def formula(key: str) -> str:
    """The formula of a function above the plot of a lecture."""
    return f"formula-{key}"


def readout(key: str, part: str) -> str:
    """One text of a function's card."""
    return f"card-{key}-{part}"
