#!/usr/bin/env bash
# Every brief of every level and year, made anew where its data has changed since last night; for cron or a timer.
#
#   nightly.sh [DATA [FOLDER]]
#
# Ends with gireport's own exit code, and prints only what somebody has to see to: cron then mails it.
set -uo pipefail
data=${1:-}
folder=${2:-briefs}
log=$folder/last-run.log

words=(--by level,year -o "$folder/{level}/{year}.pdf" --resume --verify sample --format json)
[[ -n $data ]] && words+=(--data "$data")
command -v verapdf >/dev/null || words+=(--without veraPDF)

mkdir -p "$folder" || exit 6
gireport batch "${words[@]}" >"$folder/last-run.jsonl" 2>"$log"
code=$?
case $code in
  0) ;;
  8) echo "Some briefs could not be made:"
     grep '"status": "failed"' "$folder/last-run.jsonl" ;;
  6) echo "Nothing more could be written, or another run is at it:"
     tail -n 5 "$log" ;;
  130 | 143) echo "The run was ended. The next one goes on where it was." ;;
  *) echo "No briefs were made (exit code $code):"
     cat "$log" ;;
esac
exit "$code"
