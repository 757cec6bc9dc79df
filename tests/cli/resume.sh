# --resume skips what this program has already found out with the same options, and nothing else.
source "$(dirname "$0")/expect.sh"

record=build/evidence/planted.square.json
reused() { grep -q "earlier run" err; }

expect 0 check planted/square --resume
reused && fail "nothing was there to resume"
expect 1 check planted/square planted/below-four --resume
[ "$(grep -c "earlier run" err)" -eq 1 ] || fail "not exactly the finished claim was skipped"
says out "planted/square"
expect 0 check planted/square
reused && fail "skipped without --resume"

for other in "--seed 2" "--effort standard" "--digits 30"; do
  cp "$record" kept
  # shellcheck disable=SC2086
  expect 0 check planted/square --resume $other
  reused && fail "$other was ignored"
  cp kept "$record"
done
sed -i 's/"claimcheck": "/"claimcheck": "0/' "$record"
expect 0 check planted/square --resume
reused && fail "a record of another version was taken over"
touch -d "2000-01-01" "$record"
expect 0 check planted/square --resume
reused && fail "a record older than the program was taken over"
echo "{" >"$record"
expect 0 check planted/square --resume
reused && fail "a corrupt record was taken over"
expect 0 check planted/square --resume
reused || fail "the repaired record was not taken over"
finish
