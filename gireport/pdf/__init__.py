"""The file: fonts embedded by cluster, tagged content, structure tree, conformance."""
