# Passing deliveries on with --forward-to, and the service's answers back.
load harness

# A service that is itself a listener: what it received is in said/service.out.
service() {
  start service listen --listen 0 --port-file "$T/service.port" --allow-unsigned --follow --json "$@"
  SERVICE=http://127.0.0.1:$(port_of "$T/service.port")
}

# Starts a listener that forwards, as $pid and $port.
forwarder() {
  rm -f "$T/port" # an earlier one's
  start forwarder listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --timeout 60s \
    --forward-to "$@"
  port=$(port_of "$T/port")
}

@test "the service gets body and headers as they came, without those of the connection" {
  service
  forwarder "$SERVICE/?key=1"
  printf '{ "a":1e400,\r\n "b":"\0\xff"}' >"$T/body"
  signature=$(sign <"$T/body" | tr a-f A-F)
  equals "$(deliver "$port" "@$T/body" -H "pRopexo-Signature: $signature" -H 'X-B: 1' -H 'x-a: 2' \
    -H 'X-B: 3' -H 'Connection: X-Hop' -H 'X-Hop: 1' -H 'TE: trailers' -H 'Accept-Encoding: br' \
    -H 'Transfer-Encoding: chunked' -A agent)" 200
  ends "$pid"
  equals "$status" 0
  record=$(jq -c 'select(.type == "delivery")' "$T/said/service.out")
  jq -r .body_base64 <<<"$record" | base64 -d | cmp - "$T/body"
  equals "$(jq -r .path <<<"$record")" '/?key=1'
  equals "$(jq -c '[.headers[] | select(.[0] != "Accept")]' <<<"$record")" \
    "[[\"Host\",\"${SERVICE#http://}\"],[\"User-Agent\",\"agent\"],[\"Content-Type\",\"application/json\"],[\"pRopexo-Signature\",\"$signature\"],[\"X-B\",\"1\"],[\"x-a\",\"2\"],[\"X-B\",\"3\"],[\"Accept-Encoding\",\"br\"],[\"Connection\",\"close\"],[\"Content-Length\",\"$(wc -c <"$T/body")\"]]"
}

@test "its refusal goes back to the sender and is shown, and the delivery is kept and counts" {
  service --respond 418
  forwarder "$SERVICE" --save "$T/captures"
  equals "$(deliver_signed "$port" "$FIRST")" 418
  equals "$(<"$T/reply")" received
  ends "$pid"
  equals "$status" 0
  contains "$(<"$T/said/forwarder.err")" ' 418 FIRST_SYNC_COMPLETE int-1 144 bytes, '
  equals "$(<"$T/said/forwarder.out")" "$FIRST"
  equals "$(cat "$T"/captures/*.json | jq -r .body)" "$FIRST"
}

@test "a service that is not there is 502, and one that takes too long 504" {
  service
  kill -KILL "$pid"
  forwarder "$SERVICE" --save "$T/captures.jsonl"
  equals "$(deliver_signed "$port" "$FIRST")" 502
  ends "$pid"
  equals "$status" 0
  contains "$(<"$T/said/forwarder.err")" 'its sender was answered 502'
  equals "$(wc -l <"$T/captures.jsonl")" 1
  silent_service
  forwarder "$SERVICE" --forward-timeout 200ms
  equals "$(deliver_signed "$port" "$FIRST")" 504
  ends "$pid"
  equals "$status" 0
}

# A service that accepts connections and never answers.
silent_service() {
  python3 -c '
import socket, sys
server = socket.create_server(("127.0.0.1", 0))
open(sys.argv[1], "w").write(str(server.getsockname()[1]))
kept = []
while True:
    kept.append(server.accept())' "$T/silent.port" 3>&- &
  STARTED+=("$!")
  SERVICE=http://127.0.0.1:$(port_of "$T/silent.port")
}

@test "one that the service keeps waiting keeps no other waiting" {
  python3 -c '
import http.server, sys, threading
both_are_here = threading.Barrier(2, timeout=20)
class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        both_are_here.wait()
        self.send_response(204)
        self.end_headers()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
open(sys.argv[1], "w").write(str(server.server_port))
server.serve_forever()' "$T/barrier.port" 2>/dev/null 3>&- &
  STARTED+=("$!")
  forwarder "http://127.0.0.1:$(port_of "$T/barrier.port")" --count 2
  deliver_signed "$port" "$FIRST" >"$T/answer.1" &
  earlier=$!
  equals "$(deliver_signed "$port" "$FIRST")" 204
  wait "$earlier"
  equals "$(<"$T/answer.1")" 204
  ends "$pid"
  equals "$status" 0
}

@test "a signal ends it at once, however long the service takes" {
  silent_service
  forwarder "$SERVICE" --follow --save "$T/captures.jsonl"
  deliver_signed "$port" "$FIRST" >"$T/answer" &
  sender=$!
  until_true 10 test -s "$T/captures.jsonl"
  begun=$SECONDS
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  [ $((SECONDS - begun)) -lt 10 ]
  wait "$sender"
  equals "$(<"$T/answer")" 503
}

@test "an address that leads back to it and one with a password are refused" {
  syncbell listen --listen 0 --secret-file "$T/secret" --forward-to 'http://me:s3cr3t@localhost/'
  equals "$status" 2
  syncbell listen --secret-file "$T/secret" --forward-to "http://localhost:$((4400 + 80))/"
  equals "$status" 2
  contains "$err" 'leads back'
}
