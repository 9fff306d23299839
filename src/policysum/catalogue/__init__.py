"""Indicators, measures and regions as data, with their loaders."""
