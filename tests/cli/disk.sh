# A place that cannot be written is found before work starts; one that fails later costs one clear
# line and keeps what is there.
source "$(dirname "$0")/expect.sh"

touch file
for directory in file file/below; do
  expect 4 check planted/slow --evidence "$directory"
  says err "claimcheck: $directory"
  one_line err
done
mkdir -p blocked && touch blocked/witnesses
expect 4 check planted/slow --evidence blocked
one_line err
expect 0 check planted/square
expect 4 report --out file
one_line err

# No room at all is found before work starts. (A limit on file sizes stands for a full disk; the
# permissions of a directory would not stop root.)
said=$(trap '' XFSZ; ulimit -f 0; "$program" check planted/slow --evidence none 2>&1)
[[ $said == "claimcheck: none/.probe: cannot write"* ]] || fail "work started without room: $said"

# Room for the probe, not for a record: as on a full disk.
(
  trap '' XFSZ
  ulimit -f 1
  expect 4 check planted/square --evidence full
  exit "$failures"
) || failures=$((failures + 1))
[ -z "$(find full -type f)" ] || fail "a half-written record is left"
grep -qF "full/planted.square.json: cannot write: File too large" err || fail "no reason given"

# The directory vanishes while a claim is being checked.
"$program" check planted/coin planted/slow --jobs 1 --evidence gone >out 2>err &
pid=$!
for _ in $(seq 3000); do
  [ -s gone/planted.coin.json ] && break
  sleep 0.01
done
rm -rf gone
code=0
wait "$pid" || code=$?
[ "$code" -eq 4 ] || fail "a vanished directory: exit code $code instead of 4"
says err "claimcheck: gone/planted.slow.json: cannot write: No such file or directory"
finish
