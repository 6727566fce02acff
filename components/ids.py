"""The ids of the page's elements. The scripts in `assets/lab` use the same ones."""

PLOT = "plot"
PAGE_DATA = "page-data"

UNDO = "undo"
REDO = "redo"
RESET = "reset"
WHOLE_VIEW = "whole-view"

STORY_TEXT = "story-text"
HEADLINE = "headline"
QUESTION = "question"
HINT = "hint"
ANSWER = "answer"
PREVIOUS = "previous"
NEXT = "next"

SHARE_DIALOG = "share-dialog"
SHARE_LINK = "share-link"
SHARE_STATUS = "share-status"

EXPORT_DIALOG = "export-dialog"
EXPORT_STATUS = "export-status"
EXPORT_CODE = "export-code"

SHORTCUTS_DIALOG = "shortcuts-dialog"
BLANK_SCREEN = "blank-screen"

PRINT_SETTINGS = "print-settings"
PRINT_URL = "print-url"

STATUS_NOTE = "status-note"
CONNECTION_STATUS = "connection-status"
ANNOUNCEMENT = "announcement"

GRAPH = "graph"
SUMMARY = "summary"
VALUE_TABLE_DETAILS = "value-table-details"
VALUE_TABLE = "value-table"


def request_id(name: str) -> str:
    """Return the id of the store that stands for the requests of an endpoint."""
    return f"{name}-request"


def response_id(name: str) -> str:
    """Return the id of the store that stands for the responses of an endpoint."""
    return f"{name}-response"


def control_id(name: str) -> str:
    """Return the id of the slider or the choices of a field of the view."""
    return f"control-{name}"


def box_id(name: str, end: str = "") -> str:
    """Return the id of the text box beside a slider; a range has one for "low" and "high"."""
    return f"box-{name}-{end}" if end else f"box-{name}"


def row_id(name: str) -> str:
    """Return the id of a control with its label, its boxes and its line of help."""
    return f"row-{name}"


def help_id(name: str) -> str:
    """Return the id of the line of help under a control."""
    return f"help-{name}"


def card_id(key: str, part: str = "") -> str:
    """Return the id of the card of a function, or of one part of it."""
    return f"card-{key}-{part}" if part else f"card-{key}"


def formula_id(key: str) -> str:
    """Return the id of the formula of a function above the plot of a lecture."""
    return f"formula-{key}"
