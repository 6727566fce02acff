"""The table of scenes, in the order in which they build on each other.

A scene asks, says where to look, and answers. An answer holds no number: it names what `core`
computes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from components.story.elu_scenes import ELU_SCENES
from components.story.network_scenes import NETWORK_SCENES
from components.story.rectifier_scenes import RECTIFIER_SCENES
from components.story.scene import Scene
from components.story.sigmoid_scenes import SIGMOID_SCENES
from components.story.sum_scenes import SUM_SCENES
from core.view import View

SCENES = (*SIGMOID_SCENES, *SUM_SCENES, *RECTIFIER_SCENES, *ELU_SCENES, *NETWORK_SCENES)
SCENES_BY_KEY: Mapping[str, Scene] = MappingProxyType({scene.key: scene for scene in SCENES})
KEYS_OF_OLD_NUMBERS: Mapping[str, str] = MappingProxyType(
    {str(number): scene.key for scene in SCENES for number in scene.old_numbers}
)


def scene_of(view: View) -> Scene | None:
    """Return the scene that a view is in, or None."""
    return SCENES_BY_KEY.get(view.scene)


def scene_number(scene: Scene) -> int:
    """Return the place of a scene in the story, from 1 on."""
    return SCENES.index(scene) + 1
