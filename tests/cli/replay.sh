# A witness is judged from its file alone; a corrupt one is refused with the line that is wrong.
source "$(dirname "$0")/expect.sh"

expect 1 check planted/below-four
witness=build/evidence/witnesses/planted.below-four.C1.json
expect 0 replay "$witness"
for words in "x = 4" "H1" "yes: " "no: " "balls of 106 bits" \
  "Confirmed: every hypothesis certainly holds and C1 certainly fails"; do
  says out "$words"
done
expect 0 replay "$witness" --digits 25
says out "[plain, 25 digits]"

# edited SED: the witness with one edit.
edited() { sed "$1" "$witness" >edited.json; }
edited 's/"x": .*/"x": "0x1p+1"/'
expect 1 replay edited.json
says out "Not confirmed: C1 holds."
edited 's/"x": .*/"x": "1\/2"/'
expect 1 replay edited.json
says out "Not confirmed: hypothesis H1 fails."

# refused LINE TEXT SED
refused() {
  edited "$3"
  expect 3 replay edited.json
  says err "claimcheck: edited.json:$1: "
  says err "$2"
  one_line err
}
refused 3 "another version" 's/"version": 1/"version": 99/'
refused 2 "not a witness" 's/claimcheck-witness/something/'
refused 4 "did you mean planted/below-four" 's/below-four/belw-four/'
refused 5 "no conclusion C9" 's/"C1"/"C9"/'
refused 7 "" 's/"x": .*/"x": "0x1p+"/'
refused 7 "" 's/"x": .*/"x": [1]/'
refused 8 "unknown field" 's/"x": .*/&,\n  "y": "1"/'
refused 7 "not valid JSON" 's/"x": .*/"x" "0x1p+1"/'
expect 3 replay nowhere.json
says err "cannot read: No such file"
expect 3 replay build
finish
