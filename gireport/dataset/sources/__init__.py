"""From files, streams and databases to grids of cells: bytes are decoded and limited here, nothing is understood."""
