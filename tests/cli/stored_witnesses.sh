# Every witness that is stored beside the claims is still one. Call: PROGRAM FOLDER.
theorems=$(realpath "$2")
source "$(dirname "$0")/expect.sh"

count=0
for witness in "$theorems"/*/witnesses/*.json; do
  expect 0 replay "$witness"
  says out "Confirmed: "
  count=$((count + 1))
done
[ "$count" -gt 50 ] || fail "only $count witnesses in $theorems"
finish
