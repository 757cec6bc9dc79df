# report renders what is there, says so in its exit code, and refuses what it cannot read.
source "$(dirname "$0")/expect.sh"

expect 3 report --evidence nowhere
mkdir empty
expect 3 report --evidence empty
says err "holds no evidence"

expect 0 check planted/square planted/known-refutation
expect 0 report --out page
says out "report: page/index.html"
says page/index.html "planted/square"
says page/index.html "claimcheck replay build/evidence/witnesses/planted.known-refutation.C1.json"
says page/junit.xml "planted/known-refutation"

expect 1 check planted/below-four
expect 1 report --out page
says page/index.html "planted/below-four"

[ "$(grep -o '^planted/[a-z]*' out | head -n 1)" = planted/square ] || fail "not in the catalogue's order"

sed -i 's/"verdict": "certified"/"verdict": "marvellous"/' build/evidence/planted.square.json
line=$(grep -n marvellous build/evidence/planted.square.json | head -n 1 | cut -d: -f1)
expect 3 report --out page
says err "claimcheck: build/evidence/planted.square.json:$line: "
one_line err
finish
