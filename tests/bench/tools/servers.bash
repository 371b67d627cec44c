# Starts what receives webhooks, ours and its peers, on ports of the loopback address, one at a time.
# shellcheck disable=SC2034 # $url is for whoever sources this
# Sourced by tests/bench/*.bash, with SYNCBELL set; each start_* leaves its process in $server and where to
# deliver in $url. Makes $T, a folder that goes at the end, with the secret of all of them in $T/secret.

umask 077 # secrets that others can read are refused
T=$(mktemp -d)
server=
peers=$PWD/tests/bench/peers
peer_tools=$PWD/build/bench # what script/bench has built and what npm has put there
echo secret >"$T/secret"

stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop_server; rm -rf "$T"' EXIT

# Runs a server that writes its port to $T/port, and waits until it has.
start() {
  rm -f "$T/port"
  "$@" >/dev/null 2>"$T/err" &
  server=$!
  until [ -s "$T/port" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$T/err" >&2 && return 1; }
    sleep 0.01
  done
  url=http://127.0.0.1:$(<"$T/port")/
}

start_listen() {
  start "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --follow --quiet "$@"
}
start_node() { start node "$peers/node_receiver.js" "$T/port" "$T/secret"; }
start_bare_socket() { start "$peer_tools/bare_socket" "$T/port"; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# It takes no port 0: should somebody else take the port first, it ends, and another one is tried.
start_webhook() {
  local port
  for _ in 1 2 3; do
    port=$(free_port)
    webhook -hooks "$peers/hooks.json" -ip 127.0.0.1 -port "$port" >/dev/null 2>"$T/err" &
    server=$!
    for _ in $(seq 500); do
      kill -0 "$server" 2>/dev/null || break
      if curl -s -o "$T/hello" "http://127.0.0.1:$port/"; then
        url=http://127.0.0.1:$port/hooks/${1-hook}
        return
      fi
      sleep 0.02
    done
  done
  cat "$T/err" >&2
  return 1
}
