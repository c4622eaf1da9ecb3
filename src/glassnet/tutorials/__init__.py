"""The five tutorials, replayed: their numbers beside ours.

`catalogue()` lists them, `replay(4)` computes one, `render_text` lays it out. Nothing here
holds an answer: what is shown is computed when it is asked for. Only what the tutorials
print is quoted.
"""

from glassnet.tutorials.blocks import Section
from glassnet.tutorials.catalogue import TutorialInfo, catalogue, replay
from glassnet.tutorials.render import render_text
from glassnet.tutorials.tutorial4.hand_step import s3_step_lines

__all__ = ["Section", "TutorialInfo", "catalogue", "render_text", "replay", "s3_step_lines"]
