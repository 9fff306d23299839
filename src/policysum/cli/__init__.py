"""The command line: one file per command, imported when its command runs."""

from policysum.cli.app import main

__all__ = ["main"]
