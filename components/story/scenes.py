"""The table of scenes: those of the article, then each place where the article is loose.

A scene asks, says where to look, and answers. An answer holds no number: it names what `core`
computes.
"""

from components.story.article_scenes import ARTICLE_SCENES
from components.story.further_scenes import FURTHER_SCENES
from components.story.scene import Scene
from core.view import View

SCENES = (*ARTICLE_SCENES, *FURTHER_SCENES)


def scene_of(view: View) -> Scene | None:
    """Return the scene that a view is in, or None."""
    return SCENES[int(view.scene) - 1] if view.has_scene else None
