"""Proving a made PDF: its structure, its conformance, its text and figures beside the data."""
