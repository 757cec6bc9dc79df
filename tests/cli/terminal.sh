# Colours and the live line are for terminals only.
source "$(dirname "$0")/expect.sh"

# On a terminal of its own, through Python's pty; output in the file tty.
on_terminal() { python3 -c "import pty, sys; pty.spawn(sys.argv[1:])" "$program" "$@" >tty; }

on_terminal check planted/below-four
says tty $'\033['
says tty "checking planted/below-four"
NO_COLOR=1 on_terminal check planted/below-four
grep -q $'\033' tty && fail "NO_COLOR is ignored"
expect 1 check planted/below-four
grep -q $'\033' out err && fail "colours outside a terminal"
says err "[1/1] refuted NOT AS EXPECTED  planted/below-four"
finish
