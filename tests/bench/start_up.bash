#!/usr/bin/env bash
# How long a command takes from its start to its exit: the median of 40 runs, ours and the peers' in turns, with
# next to nothing to do (--version, --help) and with one payload to verify. What npm installs of hookdeck is
# a script of Node that runs a binary, so both are measured. Programs that do nothing but load libraries show how
# much of ours is the loading of them.
# usage: tests/bench/start_up.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
. tests/bench/tools/servers.bash

unset PROPEXO_API_TOKEN PROPEXO_WEBHOOK_SECRET
export HOME=$T HOOKDECK_CLI_TELEMETRY_DISABLED=1 STRIPE_CLI_TELEMETRY_OPTOUT=1
rounds=${SYNCBELL_BENCH_ROUNDS:-40}

echo 'int main() {}' >"$T/idle.cpp"
g++ -Wl,--no-as-needed "$T/idle.cpp" -o "$T/idle"
g++ -Wl,--no-as-needed "$T/idle.cpp" -o "$T/idle_openssl" -lssl -lcrypto

"$SYNCBELL" trigger SYNC_COMPLETE --print >"$T/payload.json"
signature=$(openssl dgst -sha256 -hmac secret -hex <"$T/payload.json" | sed 's/.*= *//')
contest=("$SYNCBELL" --version
  --- "$SYNCBELL" verify "$T/payload.json" --signature "$signature" --secret-file "$T/secret")

modules=$peer_tools/node_modules
names=()
# enter NAME COMMAND [ARG]…: adds a peer, if its command is there.
enter() {
  command -v "$2" >/dev/null || { missing_peer 'start-up, ms' "$1" && return; }
  names+=("$1")
  contest+=(--- "${@:2}")
}
enter 'hookdeck --help' "$modules/.bin/hookdeck" --help
enter 'hookdeck --help, its binary alone' "$modules/hookdeck-cli/binaries/linux-$(dpkg --print-architecture)/hookdeck" --help
enter 'stripe --version' "$modules/.bin/stripe" --version
enter 'webhook -version' webhook -version
enter 'a program that loads the C++ library' "$T/idle"
enter 'a program that loads OpenSSL too' "$T/idle_openssl"

mapfile -t times < <(python3 tests/bench/tools/alternate.py "$rounds" "${contest[@]}")
# compare WHAT OURS PEER: the numbers of two contestants.
compare() {
  local target=()
  [[ $1 != *hookdeck* ]] || target=('at most' 1.0)
  row "$1" "${times[$2]}" "${times[$3]}" "$(quotient "${times[$2]}" "${times[$3]}")" "${target[@]}"
}
for i in "${!names[@]}"; do
  compare "--version, ms (${names[i]})" 0 $((i + 2))
  [[ ${names[i]} != hookdeck* ]] || compare "verify of a payload, ms (${names[i]})" 1 $((i + 2))
done
