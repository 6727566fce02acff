"""The ids of the page's elements. The scripts in `assets/lab` use the same ones."""

PLOT = "plot"
PAGE_DATA = "page-data"

VIEWS = "views"
TOUR = "tour"
INTRODUCTION = "introduction"
THEME = "theme"
PRESENT = "present"
MENU = "menu"
MENU_BUTTON = "menu-button"
HANDLES = "handles"
DOCK = "dock"

UNDO = "undo"
REDO = "redo"
RESET = "reset"
WHOLE_VIEW = "whole-view"

STORY = "story"
SCENE_LIST = "scene-list"
SCENE_BAR = "scene-bar"
STEPS = "steps"
VALUE_STAGE = "value-stage"
LENS_STAGE = "lens-stage"
HEADLINE = "headline"
SOURCE = "source"
QUESTION = "question"
CHANGED_NOTE = "changed-note"
HINT = "hint"
CLAIM = "claim"
ANSWER = "answer"
REASON = "reason"
PREVIOUS = "previous"
NEXT = "next"

RACE_PANEL = "race-panel"
RACE_INTRODUCTION = "race-introduction"
RACE_START = "race-start"
RACE_AGAIN = "race-again"
RACE_ALL = "race-all"
RACE_PROGRESS = "race-progress"
RACE_STATUS = "race-status"
RACE_SENTENCE = "race-sentence"
RACE_LANE_CHOICE = "race-lane-choice"
RACE_AREA = "race-area"
RACE_LANES = "race-lanes"
RACE_PLOT = "race-plot"
RACE_STARTS = "race-starts"
RACE_STRIP = "race-strip"
RACE_CAPTION = "race-caption"
RACE_TABLE = "race-table"

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
PLOT_AREA = "plot-area"
PROBE_TEXT = "probe-text"
LENS_CONTROLS = "lens-controls"
LENS_HEADING = "lens-heading"
ZERO_MEAN = "zero-mean"
ZERO_MEAN_ROW = "zero-mean-row"
SUMMARY = "summary"
VALUE_TABLE_DETAILS = "value-table-details"
VALUE_TABLE = "value-table"
PROPERTIES_DIALOG = "properties-dialog"
PROPERTIES_TABLE = "properties-table"


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


def switch_id(key: str) -> str:
    """Return the id of the switch of a function."""
    return f"switch-{key}"


def function_id(key: str, part: str = "") -> str:
    """Return the id of the row of a function, or of one part of it."""
    return f"function-{key}-{part}" if part else f"function-{key}"


def head_id(panel: str) -> str:
    """Return the id of the head of a column of numbers."""
    return f"head-{panel}"
