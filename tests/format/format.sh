# Every C++ file is formatted as .clang-format says; `make format` repairs them.
cd "$1" || exit 1
shopt -s globstar nullglob
files=({core,properties,theorems,reports,cli,tests,bench}/**/*.{cpp,hpp})
[ "${#files[@]}" -gt 0 ] || { echo "no files found"; exit 1; }
exec "$2" --dry-run -Werror "${files[@]}"
