"""From characters to positioned clusters: font files, shaping, lines."""
