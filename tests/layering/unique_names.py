"""No type name is defined twice in one namespace: two files of one program with different types of
one name are undefined behaviour that no compiler reports.

Usage: unique_names.py SOURCE_DIRECTORY [PART ...]

Reads the definitions of classes, structures, unions, enumerations and type aliases at namespace
scope, by brace counting; what stands in an unnamed namespace or in a function is its file's own.
"""

import collections
import pathlib
import re
import sys

PARTS = ("core", "properties", "theorems", "reports", "cli")
# Comments, raw strings, strings, characters (not digit separators).
NOISE = re.compile(
    r"//[^\n]*|/\*.*?\*/|R\"(\w*)\(.*?\)\1\"|\"(?:\\.|[^\"\\\n])*\""
    r"|(?<!\w)'(?:\\.|[^'\\\n])+'|^\s*#[^\n]*", re.S | re.M)
TYPE = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?)\s+(\w+)[^;{}()=]*$"
                  r"|\busing\s+(\w+)\s*=[^;{}]*$")
TEMPLATE = re.compile(r"\btemplate\s*<(?:[^<>]|<[^<>]*>)*>")
NAMESPACE = re.compile(r"\bnamespace(?:\s+([\w:]+))?\s*$")
ELSEWHERE = re.compile(r"\b(?:class|struct|union)\s+\w+\s*(?:<|::)")  # a specialisation or a member


def definitions(text):
    """(namespace, name) of every type defined at namespace scope."""
    text = NOISE.sub(" ", text)
    scopes = []  # the name of a namespace, "" for an unnamed one, None for any other brace
    statement = 0
    for at in re.finditer(r"[{};]", text):
        head = TEMPLATE.sub(" ", text[statement:at.start()])
        statement = at.end()
        here = None not in scopes and "" not in scopes
        if at.group() == "}":
            if scopes:
                scopes.pop()
            continue
        found = TYPE.search(head)
        is_namespace = at.group() == "{" and NAMESPACE.search(head)
        alias = found and found.group(2)
        if here and found and not ELSEWHERE.search(head) and (at.group() == "{" or alias):
            yield "::".join(scopes), found.group(1) or alias
        if at.group() == "{":
            scopes.append((is_namespace.group(1) or "") if is_namespace else None)


def self_test():
    text = """namespace a { struct X { struct Inner {}; }; namespace { struct Own {}; } class Y;
    template <class T> struct Z {}; template <> struct Z<int> {}; using W = int;
    void f() { struct Local {}; } enum class E { one }; struct Z<char>::In {}; } // struct Comment {}
    namespace a::b { struct X { }; const char* s = "struct S {"; }"""
    expected = [("a", "X"), ("a", "Z"), ("a", "W"), ("a", "E"), ("a::b", "X")]
    assert list(definitions(text)) == expected, list(definitions(text))


def main():
    self_test()
    root, parts = pathlib.Path(sys.argv[1]), sys.argv[2:] or PARTS
    files = [f for p in parts for f in sorted((root / p).rglob("*")) if f.suffix in {".cpp", ".hpp"}]
    where = collections.defaultdict(set)
    for path in files:
        for name in definitions(path.read_text()):
            where[name].add(str(path.relative_to(root)))
    twice = {name: places for name, places in where.items() if len(places) > 1}
    for (space, name), places in sorted(twice.items()):
        print(f"{space}::{name} is defined in {' and in '.join(sorted(places))}")
    if not twice:
        print(f"{len(where)} names in {len(files)} files, each defined once")
    return 1 if twice or len(where) < 10 * len(parts) else 0


if __name__ == "__main__":
    sys.exit(main())
