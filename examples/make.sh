#!/usr/bin/env bash
# Makes the example briefs beside this script, and the picture of the first page that the README shows.
# Needs gireport, and poppler's pdftoppm for the picture.
set -euo pipefail
cd "$(dirname "$0")"

gireport build --output .
gireport build --output . --level 3 --years 2560-2565
gireport build --output . --lang en
pdftoppm -r 80 -png -f 1 -l 1 -singlefile annual-2554-2565.pdf annual-2554-2565-page-1
