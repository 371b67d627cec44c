# The manual says of each command what the command says of itself, and `help` shows both.
load harness

MANUAL=$BATS_TEST_DIRNAME/../../man

commands() { "$SYNCBELL" __complete '' | cut -f1; }
page_of() { echo "$MANUAL/syncbell-$1.1"; }

# The options of a command as its --help writes them: "--timeout DUR", "-q,--quiet".
options_in_help() { "$SYNCBELL" "$1" --help | sed -nE 's/^  ((-[a-z],)?--)/\1/p' | sed 's/  .*//' | sort; }

# The same of its page.
options_in_page() {
  sed -nE 's/^\.It (Fl .*)/\1/p' "$(page_of "$1")" |
    sed 's/Fl Fl /--/g; s/Fl \([a-z]\)/-\1/g; s/ , /,/g; s/ Ar / /' | sort
}

# all_in COMPLAINT FILE: that every line of standard input is one of the file, too.
all_in() {
  local missing
  missing=$(comm -23 <(sort -u) <(sort -u "$2"))
  [ -z "$missing" ] || { echo "$1: $missing" >&2 && return 1; }
}

@test "every command has a page, which syncbell(1) lists, and no page is of another" {
  for command in $(commands); do
    test -e "$(page_of "$command")"
    grep -qx ".It Xr syncbell-$command 1" "$MANUAL/syncbell.1"
    grep -qE "^\.Xr syncbell-$command 1( ,)?$" "$MANUAL/syncbell.1"
  done
  equals "$(find "$MANUAL" -name 'syncbell-*.1' | wc -l)" "$(commands | wc -l)"
}

@test "every page introduces its command as --help does" {
  for command in $(commands); do
    page_says=$(sed -n 's/^\.Nd //p' "$(page_of "$command")")
    contains "$("$SYNCBELL" __complete '')"$'\n' "$command"$'\t'"${page_says^}"
  done
}

@test "every page has the options of its command, written as in --help, and no others" {
  for command in $(commands); do
    options_in_help "$command" >"$T/help"
    options_in_page "$command" >"$T/page"
    [ -s "$T/help" ]
    diff -u "$T/help" "$T/page"
    # Wherever it speaks of an option as its own, too.
    grep -oE 'Fl Fl [a-z][a-z-]*' "$(page_of "$command")" | sed 's/Fl Fl /--/' |
      all_in "$command has no" <(grep -oE -- '--[a-z][a-z-]*' "$T/help")
  done
}

@test "completion offers every option of the pages" {
  for command in $(commands); do
    options_in_page "$command" | grep -oE -- '--[a-z-]+' |
      all_in "$command is not offered" <("$SYNCBELL" __complete "$command" -- | cut -f1)
  done
}

@test "every page names the arguments of its command" {
  for command in $(commands); do
    "$SYNCBELL" "$command" --help | sed -nE '/^Options:/q; s/^  ([A-Z_]+)  .*/\1/p' >"$T/arguments"
    cat "$T/arguments" >>"$T/all"
    while read -r argument; do
      sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESC/p' "$(page_of "$command")" | grep -qw "Ar $argument"
    done <"$T/arguments"
  done
  [ "$(wc -l <"$T/all")" -gt 8 ]
}

@test "whatever option is named anywhere in the manual is one" {
  { for command in $(commands); do options_in_help "$command"; done; "$SYNCBELL" --help; } |
    grep -oE -- '--[a-z][a-z-]*' | sort -u >"$T/options"
  echo --log >>"$T/options" # of ngrok
  cat "$MANUAL"/*.1 | sed 's/Fl Fl \([a-z]\)/--\1/g' | grep -oE -- '(^|[^a-z-])--[a-z][a-z-]*' |
    grep -oE -- '--.*' | sort -u >"$T/named"
  [ "$(wc -l <"$T/named")" -gt 60 ]
  all_in 'named but not known' "$T/options" <"$T/named"
}

# names_keys PAGE: that it names every key of the JSON on standard input.
names_keys() {
  jq -r '.. | objects | keys[] | select(. != "type")' | sort -u >"$T/keys"
  [ -s "$T/keys" ]
  all_in "$1(1) does not name" <(tr -c '[:alnum:]_' '\n' <"$MANUAL/$1.1") <"$T/keys"
}

@test "every page names the keys that its --json writes" {
  start_receiver
  mock_of '"last_completed_sync": "-1h", "schedules": [{"id": "s-1"}]'
  syncbell wait int-1 --json && names_keys syncbell-wait <<<"$out"
  syncbell wait int-1 --event SYNC_COMPLETE --start-sync --poll-interval 1s --listen 0 \
    --public-url 'http://127.0.0.1:{port}/' --json
  jq 'select(.type == "ready")' <<<"$out" | names_keys syncbell-wait
  start listener listen --json --listen 0 --port-file "$T/port" --secret-file "$T/secret"
  port=$(port_of "$T/port")
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  jq 'select(.type != "delivery")' "$T/said/listener.out" | names_keys syncbell-listen
  jq 'select(.type == "delivery")' "$T/said/listener.out" | names_keys syncbell
  syncbell integrations --json && names_keys syncbell-integrations <<<"$out"
  syncbell integrations int-1 --json && names_keys syncbell-integrations <<<"$out"
  syncbell sync int-1 --json && names_keys syncbell-sync <<<"$out"
  syncbell subscribe --url https://example.com/ --secret-file "$T/secret" --json
  names_keys syncbell-subscribe <<<"$out"
  syncbell subscribe --url https://example.com/2 --dry-run --json
  jq 'del(.request.body, .request.method, .request.path)' <<<"$out" | names_keys syncbell-subscribe
  syncbell subscriptions --json && names_keys syncbell-subscriptions <<<"$out"
  syncbell unsubscribe --url https://example.com/ --yes --json && names_keys syncbell-unsubscribe <<<"$out"
  syncbell trigger JOB_FAILURE --to "$HOOK" --secret-file "$T/secret" --json
  names_keys syncbell-trigger <<<"$out"
  echo "$FIRST" >"$T/payload.json"
  syncbell replay "$T/payload.json" --to "$HOOK" --secret-file "$T/secret" --json
  jq 'select(.type == "sent"), select(.type == "result")' <<<"$out" | names_keys syncbell-replay
  syncbell verify "$T/payload.json" --signature abc --secret-file "$T/secret" --json
  names_keys syncbell-verify <<<"$out"
}

@test "every page names the outputs that a job of GitHub Actions gets" {
  export GITHUB_ACTIONS=true GITHUB_OUTPUT=$T/output
  start_receiver
  mock_of '"last_completed_sync": "-1h"'
  syncbell wait int-1
  echo "$FIRST" >"$T/payload.json"
  syncbell replay "$T/payload.json" --to "$HOOK" --secret-file "$T/secret"
  sed -nE 's/^([a-z_]+)<<.*/\1/p' "$T/output" >"$T/names"
  [ "$(wc -l <"$T/names")" -gt 15 ]
  awk '$1 == "outcome" { ++runs } { print >("'"$T"'/names." runs) }' "$T/names"
  for run in 'wait 1' 'replay 2'; do
    read -r command number <<<"$run"
    sed -nE 's/^.*Ql ([a-z_]+).*/\1/p' "$MANUAL/syncbell-$command.1" >"$T/told"
    all_in "syncbell-$command(1) does not name" "$T/told" <"$T/names.$number"
  done
}

@test "help shows what a command's --help shows, and the topics" {
  syncbell help wait
  equals "$status" 0
  equals "$out" "$("$SYNCBELL" wait --help)"
  syncbell help exit-status
  equals "$out" "$(<"$MANUAL/../help/exit-status.txt")"
  equals "$err" ''
  syncbell help wiat
  equals "$status" 2
  contains "$err" "did you mean 'wait'?"
  equals "$("$SYNCBELL" __complete help env)" environment
}
