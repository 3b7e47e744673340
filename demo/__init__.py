"""The year 2020 told as data, and load(): it plays the year through the same verbs that the pages use."""

from demo.play import load

__all__ = ["load"]
