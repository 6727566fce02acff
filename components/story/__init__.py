"""The story: the table of scenes, and the way through it."""

from components.story.scenes import SCENES

__all__ = ["SCENES"]
