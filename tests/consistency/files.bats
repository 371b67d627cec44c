#!/usr/bin/env bats
# Files keep to their size and say what they are about, and nothing in them belongs to one machine.
load tree

@test "no file has more than 400 lines" {
  find src tests -type f \( -name '*.[ch]pp' -o -name '*.bats' -o -name '*.bash' \) -exec wc -l {} + |
    awk '$2 != "total" && $1 > 400' | none "too long"
}

@test "nothing is called utils or common or helpers or misc" {
  find src tests script cmake | search -i '(^|[/_-])(utils?|commons?|helpers?|misc)([/._-]|$)' |
    none "says nothing about what is in it"
}

@test "no path of one machine is in a file" {
  local files
  mapfile -t files < <(our_files)
  search -nI '(^|[^[:alnum:]_.~-])/(work|root)([/"'\''`) :,]|$)' "${files[@]}" |
    none "only on one machine"
}

@test "nothing in src and the unit tests sleeps" {
  search -rn 'this_thread::sleep|namespace std::this_thread|(^|[^[:alnum:]_.>])(u|nano)?sleep *\(' \
    src tests/unit | none "wait for a condition instead"
}

@test "no end-to-end test uses a fixed port" {
  local host='(localhost|127\.[0-9.]+|0\.0\.0\.0|\[[0-9a-f:]+\])'
  search -rn "$host:[0-9]{2,5}\b|--(port|listen|bind|address)[ =]+['\"]?([^ ]*:)?[1-9][0-9]{2,4}\b" \
    tests/e2e | none "use port 0 and the port file"
}
