"""What a brief says: templates, expressions, and the `Brief` itself, pure data."""
