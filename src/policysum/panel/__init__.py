"""Many results become one dataset: indicator x region x period."""
