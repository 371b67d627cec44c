#!/usr/bin/env bats
# The unit tests mirror the sources, under names that doctest can be asked for.
load tree

# Sources without a test of their own, each with its reason.
exceptions() { sed -n 's/^\(src[^ ]*\) \+[^ ].*/\1/p' tests/consistency/untested.txt; }

has_test() {
  local name=${1#src/}
  [ -e "tests/unit/${name%.cpp}_test.cpp" ]
}

# Whether a test is that of a source, or of a part of it: event_json_test, event_json_limits_test.
has_source() {
  local name=${1#tests/unit/}
  case $name in *_test.cpp) name=${name%_test.cpp} ;; *) return 1 ;; esac
  until [ -e "src/$name.cpp" ] || [ -e "src/$name.hpp" ]; do
    case ${name##*/} in *_*) name=${name%_*} ;; *) return 1 ;; esac
  done
}

@test "every source of the rooms that decide has its test" {
  find src/core src/wire src/net src/api src/mock src/output src/cli -name '*.cpp' | sort |
    while read -r source; do
      if ! has_test "$source" && ! exceptions | grep -qxF "$source"; then echo "$source"; fi
    done | none "no tests/unit/..._test.cpp for"
}

@test "every exception is still one and has its reason" {
  search -vn '^(#.*|src/[^ ]*\.cpp +[^ ].*)?$' tests/consistency/untested.txt | none "not 'FILE REASON'"
  exceptions | while read -r source; do
    if [ ! -e "$source" ] || has_test "$source"; then echo "$source"; fi
  done | none "gone or tested"
}

@test "every unit test has its source" {
  find tests/unit -mindepth 2 -name '*.cpp' | while read -r file; do
    if ! has_source "$file"; then echo "$file"; fi
  done | none "nothing in src for"
}

@test "no comma or semicolon is in the name of a test case" {
  find tests/unit -name '*.cpp' -exec cat {} + | tr '\n' ' ' |
    search -o 'TEST_CASE[A-Z_]*\(([^",;]*,)? *"[^"]*[,;][^"]*"' | none "doctest would take it for several"
}
