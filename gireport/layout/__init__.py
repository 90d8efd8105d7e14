"""How a brief looks: theme, paragraphs, tables, charts, pages."""
