"""Signing made briefs, and telling who signed a file."""
