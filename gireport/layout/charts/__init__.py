"""Charts: scales, marks and labels, drawn straight on the page."""
