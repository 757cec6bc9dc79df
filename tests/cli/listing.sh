# list and show tell what is encoded.
source "$(dirname "$0")/expect.sh"

expect 0 list
[ "$(wc -l <out)" -eq 11 ] || fail "not one line a claim and a heading"
says out "refuted C1"
expect 0 list --kind probability
[ "$(wc -l <out)" -eq 2 ] || fail "--kind does not select"
expect 0 list --paper planted --json
python3 - <<'PYTHON' || fail "the JSON does not describe the claims"
import json
claims = {claim["id"]: claim for claim in json.load(open("out"))}
assert len(claims) == 10
assert claims["planted/known-refutation"]["refuted"] == ["C1"]
assert claims["planted/coin"]["kind"] == "probability"
assert claims["planted/square"]["conclusions"] == ["C1"]
PYTHON

expect 0 show planted/known-refutation
for words in "Every number is below four" "H1" "expected: refuted" "The tests" "No evidence"; do
  says out "$words"
done
expect 0 check planted/known-refutation
expect 0 show planted/known-refutation
says out "refuted (as expected)"
says out "claimcheck replay build/evidence/witnesses/planted.known-refutation.C1.json"
finish
