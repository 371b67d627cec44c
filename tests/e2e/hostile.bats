# What strangers can do to a listener: nothing that an honest sender notices.
load harness

setup_file() { export BATS_NO_PARALLELIZE_WITHIN_FILE=true; } # each of them wants the whole machine

SUPPORT=$BATS_TEST_DIRNAME/../support

listener() {
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --follow "$@"
  port=$(port_of "$T/port")
}

# COUNT strangers of a KIND (tests/support/attacker.py), from here to the end of the test.
strangers() {
  python3 "$SUPPORT/attacker.py" attack "$port" "$1" "$2" >"$T/$1" 2>"$T/said/$1" 3>&- &
  STARTED+=("$!")
  until_true 60 test -s "$T/$1"
}

# Each is answered 200, and within a second. The best of three probes counts for the time: a busy machine
# takes some that the listener does not.
honest_deliveries_are_taken() {
  local slowest answer
  for _ in 1 2 3; do
    answer=0
    slowest=$(python3 "$SUPPORT/attacker.py" probe "$port" "$SECRET") || answer=$?
    echo "the slowest answer came after $slowest ms"
    if [ "$answer" != 2 ]; then return "$answer"; fi
  done
  return 1
}

stays_below() { # MIB
  local peak
  peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status")
  echo "it took $peak MiB at most"
  [ "$peak" -lt "$1" ]
}

threads_of() { find "/proc/$1/task" -mindepth 1 -maxdepth 1 | wc -l; }

@test "400 who drip headers, 400 who drip bodies and 400 who say nothing delay nobody" {
  listener
  strangers heads 400
  strangers bodies 400
  strangers silent 400
  honest_deliveries_are_taken
  [ "$(threads_of "$pid")" -lt 270 ]
  stays_below 100
}

@test "those who begin large bodies and stop keep no room from others" {
  listener
  strangers hoard 14
  honest_deliveries_are_taken
  stays_below 200
}

@test "nor do those who hold a little each" {
  listener
  strangers hoard 250
  honest_deliveries_are_taken
  stays_below 200
}

@test "400 who send 100 MiB each, declared or in chunks, are cut off" {
  listener
  strangers declared 200
  strangers chunked 200
  honest_deliveries_are_taken
  stays_below 200
}

@test "the memory for bodies is bounded where large ones are allowed too" {
  listener --max-body 104857600
  strangers declared 50
  strangers chunked 50
  honest_deliveries_are_taken
  stays_below 200
}

@test "JSON of which a document would take many times the room takes no more than other bodies" {
  start listener listen --listen 0 --port-file "$T/port" --allow-unsigned --follow --event DATA_NEW
  port=$(port_of "$T/port")
  strangers lists 24
  until_true 30 has_read 10
  stays_below 300
}
has_read() { [ "$(grep -c '^not counted: ' "$T/said/listener.err")" -ge "$1" ]; }

@test "400 who ask and take no answer delay nobody" {
  listener
  strangers unread 400
  honest_deliveries_are_taken
}

@test "a flood of what is rejected floods no output, and is counted" {
  listener --json
  strangers unsigned 50
  honest_deliveries_are_taken
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  local out=$T/said/listener.out
  [ "$(jq -c 'select(.type == "rejected")' "$out" | wc -l)" -le 12 ]
  [ "$(grep -c rejected "$T/said/listener.err")" -le 14 ]
  rejected=$(jq -c 'select(.type == "result") | .rejected[] | {status, count}' "$out")
  contains "$rejected" '{"status":401,"count":'
  [ "$(jq .count <<<"$rejected")" -gt 1000 ]
  contains "$(<"$T/said/listener.err")" "$(jq .count <<<"$rejected") requests were rejected: "
}

@test "a flood of what is rejected keeps no event from a wait" {
  mock_of
  listening_wait int-1 --timeout 2m
  strangers unsigned 50
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
  [ "$(grep -c 'a request was rejected' "$T/said/wait.err")" -le 12 ]
}

@test "what is malformed, or could be read in two ways, is refused" {
  start listener listen --listen 0 --port-file "$T/port" --allow-unsigned --follow
  python3 "$SUPPORT/malformed.py" "$(port_of "$T/port")"
  kill -TERM "$pid"
  ends "$pid"
  equals "$(sort -u "$T/said/listener.out" | tr '\n' ' ')" ' ok ' # the empty body is one of them
}

@test "out of descriptors it says so once, and goes on when there are some again" {
  listener
  prlimit --pid "$pid" --nofile=5:
  for i in 1 2 3; do
    deliver_signed "$port" "$FIRST" >"$T/answer.$i" &
    senders+=("$!")
  done
  hears listener.err 'Too many open files'
  prlimit --pid "$pid" --nofile=256:
  wait "${senders[@]}"
  equals "$(cat "$T"/answer.*)" 200200200
  equals "$(grep -c 'Too many open files' "$T/said/listener.err")" 1
}

@test "without a thread to be had it says so once, and goes on when there are some again" {
  as_user=()
  if [ "$(id -u)" = 0 ]; then # whom the limit does not bind
    room=$(mktemp -d)
    chmod 755 "$room"
    install -m 755 "$SYNCBELL" "$room/syncbell"
    as_user=(setpriv --reuid "$((20000 + RANDOM))" --regid 65534 --clear-groups)
    SYNCBELL=$room/syncbell
  fi
  # No configuration: it would be in a folder of ours.
  XDG_CONFIG_HOME='' HOME='' PROPEXO_WEBHOOK_SECRET=$SECRET "${as_user[@]}" "$SYNCBELL" listen --listen 0 --follow --json \
    >"$T/said/listener.out" 2>"$T/said/listener.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  hears listener.out '"ready"'
  port=$(jq -r 'select(.type == "ready") | .url' "$T/said/listener.out" | sed 's|.*:\([0-9]*\)/|\1|')
  "${as_user[@]}" prlimit --pid "$pid" --nproc=1:
  for i in 1 2 3; do
    deliver_signed "$port" "$FIRST" >"$T/answer.$i" &
    senders+=("$!")
  done
  hears listener.err 'have to wait for a thread'
  "${as_user[@]}" prlimit --pid "$pid" --nproc=4096:
  wait "${senders[@]}"
  equals "$(cat "$T"/answer.*)" 200200200
  equals "$(grep -c 'have to wait for a thread' "$T/said/listener.err")" 1
  rm -rf "${room-}"
}

@test "a standard output that is full is told of once" {
  [ -w /dev/full ] || skip "there is no /dev/full here"
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --follow \
    >/dev/full 2>"$T/said/listener.err" 3>&- &
  STARTED+=("$!")
  port=$(port_of "$T/port")
  for _ in 1 2 3; do equals "$(deliver_signed "$port" "$FIRST")" 500; done
  equals "$(grep -c 'cannot be written to standard output' "$T/said/listener.err")" 1
}

# What a COMMAND shows on a terminal holds no control character but line ends.
shows_no_controls() {
  python3 "$SUPPORT/terminal.py" "$SYNCBELL" "$@" >"$T/shown" || true
  if LC_ALL=C grep -aqP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\r[^\n]' "$T/shown"; then
    echo "controls are obeyed by: $*" >&2
    cat -v "$T/shown" >&2
    return 1
  fi
  if ! grep -qF '\x1b' "$T/shown" && ! grep -qF '\u001b' "$T/shown"; then
    echo "nothing was shown by: $*" >&2
    cat -v "$T/shown" >&2
    return 1
  fi
}

@test "control characters from outside are shown on a terminal and not obeyed" {
  evil='\u001b[2J\u009b2J\u0007\r\n'
  start_mock <<<"{\"integrations\":[{\"id\":\"int-1\",\"name\":\"$evil\",\"vendor\":\"$evil\"}]}"
  api /v1/webhooks/ -o /dev/null -d "{\"url\":\"https://a.example/\",\"active\":true,\"secret\":\"$SECRET\",
    \"triggers\":[\"SYNC_COMPLETE\"],\"headers\":[{\"header\":\"x-syncbell-run\",\"value\":\"$evil\"}]}"
  shows_no_controls integrations
  shows_no_controls integrations int-1
  shows_no_controls integrations int-1 --json
  webhook=$(api /v1/webhooks/ | jq -r '.results[0].id')
  shows_no_controls subscriptions "$webhook"
  shows_no_controls subscriptions --json
  for flags in '' --json; do
    rm -f "$T/port"
    (
      port=$(port_of "$T/port")
      deliver_signed "$port" "$(printf '{"event":"\x1b[2J\xc2\x9b","integration_id":"\x1b\x07"}')" >/dev/null
      deliver_signed "$port" "$(printf '{"event":"\\u001b[2J\\u009b","integration_id":"\\u001b\x7f"}')" >/dev/null
    ) 3>&- &
    # shellcheck disable=SC2086
    shows_no_controls listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --count 2 $flags
  done
}
