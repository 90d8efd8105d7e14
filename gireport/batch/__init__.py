"""Many briefs: planned as a whole, made apart from each other, and told truly in a manifest."""
