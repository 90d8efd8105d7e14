"""`python -m gireport`."""

from gireport.cli import run

run()
