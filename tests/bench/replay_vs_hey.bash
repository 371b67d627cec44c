#!/usr/bin/env bash
# How fast replay sends 400-byte payloads, each with a signature of its own, compared with hey, which
# sends one body over and over: both to nginx on this machine, over kept connections, in turns.
# usage: tests/bench/replay_vs_hey.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
command -v hey >/dev/null || { missing_peer 'replay, deliveries/s' hey && exit; }

umask 077 # secrets that others can read are refused
T=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$T"' EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Somebody else may take the port before nginx does: then another one is tried.
start_nginx() {
  for _ in 1 2 3; do
    port=$(free_port)
    cat >"$T/nginx.conf" <<CONF
daemon off; pid $T/nginx.pid; error_log $T/error.log; worker_processes 1;
events {}
http {
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path $T/body; proxy_temp_path $T/proxy; fastcgi_temp_path $T/fastcgi;
  uwsgi_temp_path $T/uwsgi; scgi_temp_path $T/scgi;
  server { listen 127.0.0.1:$port; return 200; }
}
CONF
    nginx -p "$T" -c "$T/nginx.conf" 2>/dev/null &
    server=$!
    for _ in $(seq 100); do
      curl -s -o /dev/null "http://127.0.0.1:$port/" && return
      kill -0 "$server" 2>/dev/null || break
      sleep 0.05
    done
  done
  cat "$T/error.log" >&2
  return 1
}

hey_rate() { hey -z 2s -c "$1" -m POST -T application/json -D "$T/body.json" "$url" | awk '/Requests\/sec/ { print int($2) }'; }

# So many rounds of the payloads; on a machine with other work as many of them as it gets to.
replay_rate() {
  { timeout 5 "$SYNCBELL" replay "$T/payloads.jsonl" --repeat "$2" --concurrency "$1" --to "$url" \
    --secret-file "$T/secret" --quiet || true; } | sed -n 's/.*(\([0-9]*\).*\/s).*/\1/p'
}

awk 'BEGIN { for (i = 0; i < 10000; i++) {
  line = sprintf("{\"event\":\"SYNC_COMPLETE\",\"integration_id\":\"int-%08d\",\"padding\":\"", i)
  while (length(line) < 398) line = line "x"
  print line "\"}" } }' >"$T/payloads.jsonl"
head -1 "$T/payloads.jsonl" | tr -d '\n' >"$T/body.json"
openssl rand -hex 16 >"$T/secret"
start_nginx
url=http://127.0.0.1:$port/hook

for concurrency in 1 8 32; do
  : >"$T/ours"
  : >"$T/peer"
  for _ in 1 2 3 4 5; do
    rate=$(hey_rate "$concurrency")
    echo "$rate" >>"$T/peer"
    replay_rate "$concurrency" $((rate * 4 / 10000 + 1)) >>"$T/ours"
  done
  ours=$(median <"$T/ours") peer=$(median <"$T/peer")
  row "replay, $concurrency at once, deliveries/s (hey)" "$ours" "$peer" "$(quotient "$ours" "$peer")" 'at least' 1.0
done
