"""Every word the program knows, as data, with one loader."""
