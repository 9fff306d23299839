"""Every number of a Chinese text, with its span, exact value, unit and what the prose binds it to."""

from policysum.quantity.model import Bound, Kind, Quantity, Span, Value, json_value

__all__ = ["Bound", "Kind", "Quantity", "Span", "Value", "json_value"]
