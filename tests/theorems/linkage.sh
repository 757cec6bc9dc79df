#!/usr/bin/env bash
# linkage.sh <nm> <file that lists object files>: no two objects define the same mergeable symbol
# over names of an unnamed namespace. g++ emits templates over a *class template* of an unnamed
# namespace as weak symbols, so that two files with an Observation each would run one file's
# formulas for both, without a word from the linker.
set -euo pipefail
objects=$(wc -l <"$2")
[ "$objects" -gt 1 ] || { echo "fewer than two objects listed in $2"; exit 1; }
shared=$("$1" --defined-only --print-file-name "@$2" |
  awk '$(NF-1) ~ /^[WVu]$/ && $NF ~ /_GLOBAL__N_/ { print $NF }' | sort | uniq -d)
[ -z "$shared" ] && exit 0
echo "$shared" | c++filt | head -20
echo "$(echo "$shared" | wc -l) symbols over an unnamed namespace are defined by several files"
exit 1
