"""Page templates and their contexts: what a page says, in Chinese and English.

A template is a file beside this one, its context a frozen dataclass whose fields are the template's
variables. `render` joins the two. Must never import ``api``: addresses come in as `Links`.
"""

from viz.pages.rendering import Page, doc, documented_fields, render
from viz.pages.site import Lang, Links, Site

__all__ = ["Lang", "Links", "Page", "Site", "doc", "documented_fields", "render"]
