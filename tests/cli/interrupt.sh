# Ctrl-C keeps the records of finished claims; --resume continues.
source "$(dirname "$0")/expect.sh"

"$program" check planted/square planted/slow --jobs 1 >out 2>err &
pid=$!
for _ in $(seq 3000); do
  [ -s build/evidence/planted.square.json ] && break
  sleep 0.01
done
kill -INT "$pid"
code=0
wait "$pid" || code=$?
[ "$code" -eq 130 ] || fail "exit code $code instead of 130"
says err "interrupted after 1 of 2 claims; --resume continues"
says out "planted/square"
[ -s build/evidence/planted.square.json ] || fail "the finished record is gone"
[ -e build/evidence/planted.slow.json ] && fail "an unfinished claim left a record"
[ -z "$(find build -name '*.tmp*' -o -name '.probe')" ] || fail "temporary files are left"

expect 0 check planted/square --resume
says err "earlier run"

# A violation that was still being shrunk is kept, and replays.
"$program" check planted/slow-below-four >out 2>err &
pid=$!
sleep 1
kill -INT "$pid"
code=0
wait "$pid" || code=$?
[ "$code" -eq 130 ] || fail "exit code $code instead of 130"
witness=build/evidence/witnesses/planted.slow-below-four.C1.json
says err "kept the violation of planted/slow-below-four C1"
[ -e build/evidence/planted.slow-below-four.json ] && fail "an unfinished claim left a record"
expect 0 replay "$witness"
says out "Confirmed"
finish
