# Receiving webhooks with the built binary: answers, what reaches standard output, and how it ends.
load harness


# Starts a listener on a port of its own, as $pid and $port.
listener() {
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --timeout 60s "$@"
  port=$(port_of "$T/port")
}

@test "one signed delivery is written byte for byte, answered 200, and ends it with 0" {
  listener
  body=$'{ "event":"FIRST_SYNC_COMPLETE",\r\n "n": 1.10, "n": 2, "t":"caf\u00e9" }  '
  equals "$(deliver_signed "$port" "$body")" 200
  ends "$pid"
  equals "$status" 0
  printf '%s\n' "$body" | cmp - "$T/said/listener.out"
}

@test "a body that is not UTF-8 and holds NUL comes through unchanged" {
  listener --json
  printf 'a\0b\xff\xfe' >"$T/body"
  equals "$(deliver "$port" "@$T/body" -H "propexo-signature: $(sign <"$T/body")")" 200
  ends "$pid"
  equals "$status" 0
  jq -r 'select(.type == "delivery") | .body_base64' "$T/said/listener.out" | base64 -d | cmp - "$T/body"
  equals "$(jq -c 'select(.type == "delivery") | .event' "$T/said/listener.out")" null
}

@test "signatures: missing is 401, wrong is 403, upper case hex is accepted" {
  listener
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver "$port" "$FIRST" -H "propexo-signature: $(printf %s "$FIRST" | sign other)")" 403
  equals "$(deliver "$port" "$FIRST" -H 'propexo-signature: zz')" 403
  upper=$(printf %s "$FIRST" | sign | tr a-f A-F)
  equals "$(deliver "$port" "$FIRST" -H "propexo-signature: $upper")" 200
  ends "$pid"
  equals "$status" 0
}

@test "during a rotation either secret is accepted" {
  echo older-secret >"$T/older"
  listener --secret-file "$T/older" --count 2
  equals "$(deliver_signed "$port" "$FIRST")" 200
  equals "$(deliver "$port" "$FIRST" -H "propexo-signature: $(printf %s "$FIRST" | sign older-secret)")" 200
  ends "$pid"
  equals "$status" 0
}

@test "other paths are 404, other methods 405 with Allow" {
  listener --path /hook
  equals "$(deliver_signed "$port" "$FIRST")" 404
  equals "$(curl -sS -o /dev/null -D "$T/headers" -w '%{http_code}' "http://127.0.0.1:$port/hook")" 405
  grep -qi '^allow: POST' "$T/headers"
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
}

@test "a body over --max-body is 413, declared or chunked" {
  listener --max-body 100
  head -c 101 /dev/zero | tr '\0' x >"$T/big"
  equals "$(deliver "$port" "@$T/big")" 413
  equals "$(deliver "$port" "@$T/big" -H 'Transfer-Encoding: chunked')" 413
}

@test "filters answer 200 without counting, and other integrations too" {
  listener --event SYNC_COMPLETE,FIRST_SYNC_COMPLETE --integration int-2
  equals "$(deliver_signed "$port" "$FIRST")" 200
  equals "$(deliver_signed "$port" '{"event":"JOB_FAILURE","integration_id":"int-2"}')" 200
  wanted='{"event":"SYNC_COMPLETE","integration_id":"int-2"}'
  equals "$(deliver_signed "$port" "$wanted")" 200
  ends "$pid"
  equals "$status" 0
  equals "$(<"$T/said/listener.out")" "$wanted"
}

@test "with --dedupe a repeat is answered 200 and not counted" {
  listener --dedupe --count 2
  equals "$(deliver_signed "$port" "$FIRST")" 200
  equals "$(deliver_signed "$port" "$FIRST")" 200
  equals "$(deliver_signed "$port" '{"event":"SYNC_COMPLETE","integration_id":"int-1"}')" 200
  ends "$pid"
  equals "$(wc -l <"$T/said/listener.out")" 2
}

@test "--json is a stream of ready, rejected, delivery and result" {
  listener --json
  equals "$(deliver "$port" "$FIRST")" 401
  equals "$(deliver_signed "$port" "$FIRST" -H 'X-Odd: One' -H 'x-odd: two')" 200
  ends "$pid"
  equals "$(jq -r .type "$T/said/listener.out" | tr '\n' ' ')" 'ready rejected delivery result '
  record=$(jq -c 'select(.type == "delivery")' "$T/said/listener.out")
  equals "$(jq -r .body <<<"$record")" "$FIRST"
  equals "$(jq -r .event <<<"$record")" FIRST_SYNC_COMPLETE
  equals "$(jq -r .integration_id <<<"$record")" int-1
  equals "$(jq -r .signature <<<"$record")" valid
  equals "$(jq -c '[.headers[] | select(.[0] | ascii_downcase == "x-odd")]' <<<"$record")" \
    '[["X-Odd","One"],["x-odd","two"]]'
  equals "$(jq -r 'select(.type == "result") | .outcome' "$T/said/listener.out")" satisfied
}

@test "without a secret it refuses to start and says how to go on" {
  syncbell listen --listen 0
  equals "$status" 2
  contains "$err" --secret-file
  contains "$err" --allow-unsigned
}

@test "an empty or unreadable secret is an error and never no secret" {
  : >"$T/empty"
  syncbell listen --listen 0 --secret-file "$T/empty"
  equals "$status" 2
  contains "$err" empty
  syncbell listen --listen 0 --secret-file "$T/nowhere"
  equals "$status" 2
  contains "$err" nowhere
  PROPEXO_WEBHOOK_SECRET='' syncbell listen --listen 0 --allow-unsigned
  equals "$status" 2
}

@test "--allow-unsigned takes what comes, and marks it unchecked" {
  start listener listen --listen 0 --port-file "$T/port" --allow-unsigned --json
  equals "$(deliver "$(port_of "$T/port")" "$FIRST")" 200
  ends "$pid"
  equals "$(jq -r 'select(.type == "delivery") | .signature' "$T/said/listener.out")" unchecked
}

@test "a port that is taken is named, with status 1" {
  listener
  syncbell listen --listen "$port" --secret-file "$T/secret"
  equals "$status" 1
  contains "$err" "127.0.0.1:$port"
}

@test "a closed standard output is answered 500, not 200, and ends it with 1" {
  mkfifo "$T/pipe"
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --json \
    >"$T/pipe" 2>"$T/said/listener.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  head -n 1 "$T/pipe" >"$T/said/first" # the ready record; then the reader is gone
  port=$(port_of "$T/port")
  equals "$(deliver_signed "$port" "$FIRST")" 500
  ends "$pid"
  equals "$status" 1
  contains "$(<"$T/said/listener.err")" 'standard output'
}

@test "a reader that takes nothing does not keep it from ending" {
  mkfifo "$T/pipe"
  exec 7<>"$T/pipe" # open, and never read
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --follow \
    >"$T/pipe" 2>"$T/said/listener.err" 3>&- 7>&- &
  pid=$!
  STARTED+=("$pid")
  port=$(port_of "$T/port")
  head -c 300000 /dev/zero | tr '\0' x >"$T/big"
  deliver "$port" "@$T/big" -H "propexo-signature: $(sign <"$T/big")" >"$T/answer" &
  sender=$!
  until_true 10 is_blocked "$pid"
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  wait "$sender" || true
  equals "$(<"$T/answer")" 500
  exec 7>&-
}
is_blocked() { # a thread of it waits for the pipe, which is full
  [ "$(python3 -c '
import array, fcntl, termios
waiting = array.array("i", [0])
fcntl.ioctl(7, termios.FIONREAD, waiting)
print(waiting[0])')" -ge 60000 ]
}

@test "a port file that is a pipe stays one" {
  mkfifo "$T/port"
  start listener listen --listen 0 --port-file "$T/port" --secret-file "$T/secret"
  port=$(head -n 1 "$T/port")
  [ -p "$T/port" ]
  equals "$(deliver_signed "$port" "$FIRST")" 200
  ends "$pid"
}

@test "a full disk is answered 500, and it goes on" {
  [ -w /dev/full ] || skip "there is no /dev/full here"
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" \
    >/dev/full 2>"$T/said/listener.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  port=$(port_of "$T/port")
  equals "$(deliver_signed "$port" "$FIRST")" 500
  equals "$(deliver_signed "$port" "$FIRST")" 500
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
}

@test "the deadline ends it with 124, SIGHUP with 129" {
  syncbell listen --listen 0 --secret-file "$T/secret" --timeout 50ms
  equals "$status" 124
  listener
  kill -HUP "$pid"
  ends "$pid"
  equals "$status" 129
}

@test "of many senders at once exactly --count are taken and every 200 is on standard output" {
  listener --count 5 --json
  for i in $(seq 20); do
    (deliver_signed "$port" "{\"event\":\"SYNC_COMPLETE\",\"integration_id\":\"i$i\"}" \
      >"$T/answer.$i" 2>/dev/null || true) &
    CHILDREN+=("$!")
  done
  wait "${CHILDREN[@]}"
  ends "$pid"
  equals "$status" 0
  equals "$(cat "$T"/answer.* | grep -o 200 | wc -l)" 5
  equals "$(jq -c 'select(.type == "delivery")' "$T/said/listener.out" | wc -l)" 5
}

@test "a request that comes in pieces is answered as soon as it is whole" {
  start listener listen --listen 0 --port-file "$T/port" --allow-unsigned --count 5
  python3 - "$(port_of "$T/port")" <<'P'
import socket, sys, time
request = (b"POST / HTTP/1.1\r\nHost: x\r\nX-Pad: " + b"a" * 200 + b"\r\nContent-Length: 2\r\n\r\nhi")
for cut in (1, 20, 150, len(request) - 3, len(request) - 1):
    s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.settimeout(5)
    s.sendall(request[:cut])
    time.sleep(0.05)
    s.sendall(request[cut:])
    assert b" 200 " in s.recv(4096), cut
P
  ends "$pid"
  equals "$status" 0
}

@test "it has ended within 50 ms of the answer, idle connections or not" {
  receives_once() { listener; }
  ends_within_50_ms receives_once 10
}

@test "what is refused before it is a delivery is told of and counted" {
  start listener listen --json --listen 0 --port-file "$T/port" --secret-file "$T/secret" --max-body 100
  port=$(port_of "$T/port")
  equals "$(deliver_signed "$port" "$(printf %101s x)")" 413
  hears listener.err ' 413 rejected POST / from 127.0.0.1:'
  kill -TERM "$pid"
  ends "$pid"
  equals "$(jq -c 'select(.type == "rejected") | [.method, .status, .reason]' "$T/said/listener.out")" \
    '["POST",413,"body is larger than 100 bytes"]'
  equals "$(jq -c 'select(.type == "result") | .rejected' "$T/said/listener.out")" \
    '[{"status":413,"reason":"body is larger than 100 bytes","count":1}]'
}

@test "the port file is there as long as the listener is, and one that cannot listen leaves it alone" {
  start listener listen --follow --listen 0 --port-file "$T/port" --secret-file "$T/secret"
  port=$(port_of "$T/port")
  syncbell listen --listen "$port" --port-file "$T/port" --secret-file "$T/secret"
  equals "$status" 1
  equals "$(<"$T/port")" "$port"
  kill -TERM "$pid"
  ends "$pid"
  [ ! -e "$T/port" ]
}
