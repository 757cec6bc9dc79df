# tools/install-packages asks apt-get for exactly what is missing, and leaves it alone otherwise.
# The real commands are replaced by stubs found first in PATH.
set -u
root=$(realpath "$1")
stubs=$(mktemp -d)
trap 'rm -rf "$stubs"' EXIT
failures=0
fail() {
  echo "FAILED: $*"
  sed 's/^/    | /' "$stubs/said"
  failures=$((failures + 1))
}

# stub NAME: a command whose body is read from standard input.
stub() {
  { echo '#!/bin/bash'; cat; } >"$stubs/$1"
  chmod +x "$stubs/$1"
}
# run CODE SCOPE...: with only the stubs and the plain tools in PATH; apt-get's calls go to `calls`.
run() {
  local wanted=$1 code=0
  shift
  : >"$stubs/calls"
  PATH=$stubs CALLS=$stubs/calls bash "$root/tools/install-packages" "$@" \
    >"$stubs/said" 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || fail "install-packages $*: exit code $code instead of $wanted"
}
for tool in bash env dirname awk comm sort cat grep; do
  ln -s "$(command -v "$tool")" "$stubs/$tool"
done
stub id <<<'echo 0'
stub apt-get <<<'echo "$*" >>"$CALLS"'
# Everything is installed but what MISSING names.
stub dpkg-query <<'STUB'
for word in "$@"; do
  case " -W -f ${MISSING:-} " in *" $word "*) continue ;; esac
  [[ $word == *'$'* ]] || echo "$word installed"
done
STUB

run 0 build test bench
[ -s "$stubs/calls" ] && fail "apt-get was called although nothing is missing"
[ -s "$stubs/said" ] && fail "it is not silent although nothing is missing"

export MISSING="catch2 cmake"
run 0 build
grep -q "install .* cmake$" "$stubs/calls" || fail "cmake was not asked for"
grep -q catch2 "$stubs/calls" && fail "a test package was installed for a build"
grep -q "apt-get update" "$stubs/calls" && fail "lists were fetched without need"
run 0 build test
grep -q "install .* catch2 cmake$" "$stubs/calls" || fail "not both were asked for"

# Without package lists the first try fails, then they are fetched.
stub apt-get <<'STUB'
echo "$*" >>"$CALLS"
[ "$1" = update ] || grep -q '^update' "$CALLS"
STUB
run 0 build
[ "$(grep -c install "$stubs/calls")" -eq 2 ] || fail "no second try after apt-get update"
stub apt-get <<<'exit 100'
run 1 build
grep -q "Could not install: cmake" "$stubs/said" || fail "no clear message after a failure"

stub id <<<'echo 1000'
stub apt-get <<<'echo "$*" >>"$CALLS"'
run 1 build
grep -q "apt-get install cmake" "$stubs/said" || fail "no clear message without root and sudo"
stub sudo <<<'echo "sudo $*" >>"$CALLS"; "$@"'
run 0 build
grep -q "^sudo .*install" "$stubs/calls" || fail "sudo was not used"
rm "$stubs/dpkg-query"
run 0 build
grep -q "not a Debian system" "$stubs/said" || fail "no word about another system"

[ "$failures" -eq 0 ] && echo "as expected"
exit "$((failures > 0))"
