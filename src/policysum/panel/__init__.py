"""Many results seen as one dataset: region x period x indicator, and targets against results."""

from policysum.panel.frames import Panel, panel
from policysum.panel.rows import PANEL_COLUMNS, panel_rows, unmatched
from policysum.panel.track import TRACK_COLUMNS, track_rows

__all__ = ["PANEL_COLUMNS", "TRACK_COLUMNS", "Panel", "panel", "panel_rows", "track_rows", "unmatched"]
