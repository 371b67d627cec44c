# Loaded by every test here: looking for what must not be in the tree.
# shellcheck shell=bash

setup() {
  set -o pipefail
  cd "$BATS_TEST_DIRNAME/../.." || return
}

# grep -E that takes "nothing found" for success and anything unreadable for failure.
search() {
  local status=0
  grep -E "$@" || status=$?
  [ "$status" -le 1 ]
}

# Lines from a pipe that match nothing of the sort: search, the other way round.
except() { search -v -- "$1"; }

# Succeeds when nothing comes through the pipe; else shows it, with what is wrong with it.
none() {
  local found
  found=$(cat)
  [ -z "$found" ] && return
  printf '%s:\n%s\n' "$1" "$found"
  return 1
}

# Every file that is or could be committed.
our_files() {
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard --deduplicate |
      while read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done
  else
    find . -path ./build -prune -o -type f -print
  fi
}
