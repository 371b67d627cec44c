# Rows of the table that script/bench writes, and the arithmetic in them. Sourced by tests/bench/*.bash.

# row WHAT OURS PEER RATIO ['at least'|'at most' TARGET [MEASURED]]: with a target says whether the ratio, or what
# is measured in its place, meets it.
row() {
  local met=-
  if [ $# -gt 4 ]; then
    met=$(awk -v measured="${7-$4}" -v rule="$5" -v target="$6" 'BEGIN {
      print (rule == "at least" ? measured + 0 >= target + 0 : measured + 0 <= target + 0) ? "yes" : "NO" }')
  fi
  printf '| %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "${5--}${6+ $6}" "$met"
}

# missing_peer WHAT PEER: in place of a row for which there was nothing to compare with.
missing_peer() { printf '| %s | - | %s cannot be had on this machine | - | - | - |\n' "$1" "$2"; }

quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# The middle of the numbers on standard input.
median() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
