# Sourced by the tests of the program: a directory of its own and three ways to complain.
# Call: <test>.sh PROGRAM, where PROGRAM has the catalogue of planted_catalogue.cpp.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export CLAIMCHECK_MEMORY=$work/memory
mkdir "$CLAIMCHECK_MEMORY"
failures=0

fail() {
  echo "FAILED: $*"
  sed 's/^/    | /' out err 2>/dev/null
  failures=$((failures + 1))
}

# expect CODE ARGUMENT...: runs the program; its output is in the files out and err.
expect() {
  local wanted=$1 code=0
  shift
  "$program" "$@" >out 2>err || code=$?
  [ "$code" -eq "$wanted" ] || fail "claimcheck $*: exit code $code instead of $wanted"
}

# says FILE TEXT: the file contains the text.
says() { grep -qF -- "$2" "$1" || fail "$1 does not say: $2"; }

# one_line FILE: the file is a single line.
one_line() { [ "$(wc -l <"$1")" -eq 1 ] || fail "$1 is not one line"; }

finish() {
  [ "$failures" -eq 0 ] || exit 1
  echo "as expected"
  exit 0
}
