#!/bin/sh
# Makes a brief for each level, signs them all, and proves what was made: sign-folder.sh KEY.p12 PASSWORD-FILE
set -eu

gireport batch --by level -o 'unsigned/level-{level}.pdf'
mkdir -p signed
gireport sign unsigned/*.pdf --pkcs12 "$1" --password-file "$2" --visible -o signed
# The template is the annual one and the data the bundled ones, so each file can be compared with them.
gireport verify signed/*.pdf --without veraPDF
