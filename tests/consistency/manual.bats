#!/usr/bin/env bats
# The pages of the manual: well-formed, complete, and true of what needs no binary to be known.
# tests/e2e/manual.bats compares them with the binary, and runs their examples.
load tree

pages() { find man -name '*.1' | sort; }

# part TITLE PAGE: a section of a page, as it is written.
part() { awk -v title=".Sh $1" '/^\.Sh / { inside = $0 == title; next } inside' "$2"; }

# What stands in the first column of a page's lists in a section.
tags() { part "$1" "$2" | sed -n 's/^\.It //p'; }

@test "mandoc has nothing to say about any page" {
  mapfile -t files < <(pages)
  [ ${#files[@]} -gt 10 ]
  mandoc -T lint -W warning "${files[@]}"
}

@test "no page is wider than 80 columns" {
  pages | while read -r page; do
    mandoc -T ascii -O width=80 "$page" | sed 's/.\x08//g' | search '.{81}' | sed "s|^|$page: |"
  done | none "too wide"
}

@test "every page has what one looks for" {
  pages | while read -r page; do
    for title in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
      if [ -z "$(part "$title" "$page")" ]; then echo "$page: $title"; fi
    done
  done | none "missing"
}

@test "every page is called what its file is and refers to pages that are there" {
  pages | while read -r page; do
    name=$(basename "$page" .1)
    grep -qx ".Nm $name" "$page" && grep -qx ".Dt ${name^^} 1" "$page" || echo "$page: .Nm or .Dt"
    { search -o '\.Xr syncbell[a-z-]* 1|^\.It Xr syncbell[a-z-]* 1' "$page" | search -o 'syncbell[a-z-]*' | sort -u; } |
      while read -r other; do if [ ! -e "man/$other.1" ]; then echo "$page: $other(1)"; fi; done
  done | none "wrong"
}

@test "an example holds no escape but that of a backslash and that of a dot" {
  pages | while read -r page; do
    part EXAMPLES "$page" | search '^\.D[l1]' | sed "s|^|$page: |" # only displays of lines are run
    part EXAMPLES "$page" | awk '/^\.Bd -literal/ { inside = 1; next } /^\.Ed/ { inside = 0 } inside' |
      sed 's/\\e//g; s/^\\&\././' | search '[\]' | sed "s|^|$page: |"
  done | none "not as it would be typed"
}

@test "the texts of help are the sections of syncbell(1)" {
  script/manual "$BATS_TEST_TMPDIR"
  for file in "$BATS_TEST_TMPDIR"/*.txt; do # run script/manual where they differ
    diff -u "help/$(basename "$file")" "$file"
  done
}

@test "syncbell-help(1) has every topic, and no others" {
  tags DESCRIPTION man/syncbell-help.1 | sed -n 's/^Cm //p' | sort >"$BATS_TEST_TMPDIR/told"
  find help -type f -printf '%f\n' | sed 's/\.txt$//' | sort >"$BATS_TEST_TMPDIR/topics"
  diff -u "$BATS_TEST_TMPDIR/topics" "$BATS_TEST_TMPDIR/told"
}

@test "syncbell(1) has the variables that are read, and no others" {
  {
    search -rhoI '_variable = "[A-Z_]+"|variable\("[A-Z_]+"\)' src
    search -rhoI 'append\("[A-Z_]+"' src/commands/job_reporter.cpp
    search -rhoI 'first_of\(environment, "[a-z_]+", "[A-Z_]+"\)' src
  } | search -o '"[A-Z_]+"' | tr -d '"' | sort -u >"$BATS_TEST_TMPDIR/read"
  tags ENVIRONMENT man/syncbell.1 | sed 's/^Ev //' | tr -d ' ' | tr ',' '\n' | sort -u >"$BATS_TEST_TMPDIR/told"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/read")" -gt 8 ]
  diff -u "$BATS_TEST_TMPDIR/read" "$BATS_TEST_TMPDIR/told"
}

@test "syncbell(1) has the statuses of the program, and so has --help" {
  awk '/^enum class ExitStatus/ { inside = 1 } /^};/ { inside = 0 } inside' src/core/exit_status.hpp |
    search -o '= [0-9]+' | search -o '[0-9]+' | sort >"$BATS_TEST_TMPDIR/statuses"
  tags 'EXIT STATUS' man/syncbell.1 | tr -d ' ' | tr ',' '\n' | sort >"$BATS_TEST_TMPDIR/told"
  awk '/exit_statuses = R/ { inside = 1; next } inside; /\)";/ { inside = 0 }' src/parser.cpp |
    search -o '^  [0-9]+|\([0-9]+|, [0-9]+' | search -o '[0-9]+' | sort >"$BATS_TEST_TMPDIR/in_help"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/statuses")" -gt 8 ]
  diff -u "$BATS_TEST_TMPDIR/statuses" "$BATS_TEST_TMPDIR/told"
  diff -u "$BATS_TEST_TMPDIR/statuses" "$BATS_TEST_TMPDIR/in_help"
}

@test "syncbell-mock(1) names every key of a scenario" {
  search "^\\| \`[a-z_]+\` \\|" docs/scenario.md | cut -d'|' -f2 | tr -dc 'a-z_\n' | sort -u >"$BATS_TEST_TMPDIR/keys"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/keys")" -gt 40 ]
  part DESCRIPTION man/syncbell-mock.1 >"$BATS_TEST_TMPDIR/part"
  while read -r key; do
    if ! grep -qw -- "$key" "$BATS_TEST_TMPDIR/part"; then echo "$key"; fi
  done <"$BATS_TEST_TMPDIR/keys" | none "not in syncbell-mock(1)"
}

@test "syncbell(1) names every key of a record" {
  search "^\\| \`[a-z_0-9]+\`.* \\|" docs/records.md | cut -d'|' -f2 | tr -dc 'a-z_0-9,\n' | tr ',' '\n' \
    >"$BATS_TEST_TMPDIR/keys"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/keys")" -gt 10 ]
  part RECORDS man/syncbell.1 >"$BATS_TEST_TMPDIR/part"
  while read -r key; do
    if ! grep -qw -- "$key" "$BATS_TEST_TMPDIR/part"; then echo "$key"; fi
  done <"$BATS_TEST_TMPDIR/keys" | none "not in syncbell(1)"
}
