"""The measures of the house: what docs/house.md draws and [tool.house] of pyproject.toml holds."""
