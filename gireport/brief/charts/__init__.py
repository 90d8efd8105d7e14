"""Charts: what is drawn, on which scale, and the same in words for those who do not see it."""
