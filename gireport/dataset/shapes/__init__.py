"""From grids to certificates: which cells are heads, years, levels, counts and totals, and what is wrong with them."""
