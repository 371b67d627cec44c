#!/usr/bin/env bats
# The unit tests mirror the sources, under names that doctest can be asked for.
load tree

# Sources without a test of their own, each with its reason.
exceptions() { sed -n 's/^\(src[^ ]*\) \+[^ ].*/\1/p' tests/consistency/untested.txt; }

test_of() {
  local name=${1#src/}
  echo "tests/unit/${name%.cpp}_test.cpp"
}

@test "every source of the rooms that decide has its test" {
  find src/core src/wire src/net src/api src/mock src/output src/cli -name '*.cpp' |
    sort | while read -r source; do
    if [ ! -e "$(test_of "$source")" ]; then echo "$source"; fi
  done | grep -vxFf <(exceptions) | none "no tests/unit/..._test.cpp for"
}

@test "every exception is still one and has its reason" {
  search -vn '^(#.*|src/[^ ]*\.cpp +[^ ].*)?$' tests/consistency/untested.txt | none "not 'FILE REASON'"
  exceptions | while read -r source; do
    if [ ! -e "$source" ] || [ -e "$(test_of "$source")" ]; then echo "$source"; fi
  done | none "gone or tested"
}

@test "every unit test has its source" {
  find tests/unit -mindepth 2 -name '*.cpp' | while read -r test; do
    name=${test#tests/unit/}
    source=src/${name%_test.cpp}
    if [ ! -e "$source.cpp" ] && [ ! -e "$source.hpp" ]; then echo "$test"; fi
  done | none "nothing in src for"
}

@test "no comma or semicolon is in the name of a test case" {
  find tests/unit -name '*.cpp' -exec cat {} + | tr '\n' ' ' |
    search -o 'TEST_CASE[A-Z_]*\(([^",;]*,)? *"[^"]*[,;][^"]*"' | none "doctest would take it for several"
}
