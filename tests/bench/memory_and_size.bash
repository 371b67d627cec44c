#!/usr/bin/env bash
# The memory of a process that waits for webhooks: RSS, a second after it began to listen (the median of five
# processes each), and the part of it that is not pages of shared libraries, which other processes share. As the
# limit that the libraries set, a program that has computed one HMAC with OpenSSL and does nothing. Then the size of
# the program, stripped, beside its peers'.
# usage: tests/bench/memory_and_size.bash   prints rows of the table of benchmarks; script/bench runs it with SYNCBELL set
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/bench/tools/table.bash
. tests/bench/tools/servers.bash

# Both numbers of $server, in kB.
memory() {
  awk '/^[0-9a-f]+-[0-9a-f]+ / { shared = $6 ~ /\.so(\.|$)/ }
       /^Rss:/ { all += $2; if (!shared) own += $2 }
       END { print all, own }' "/proc/$server/smaps"
}

start_wait() {
  start "$SYNCBELL" wait int-1 --existing-subscription --listen 0 --port-file "$T/port" --secret-file "$T/secret"
}

cat >"$T/program.cpp" <<'C'
#include <openssl/hmac.h>
#include <unistd.h>

#include <fstream>

int main(int, char** argv) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  HMAC(EVP_sha256(), "key", 3, mac, 0, mac, nullptr);
  std::ofstream(argv[1]) << "0" << std::endl;
  pause();
}
C
g++ -O2 "$T/program.cpp" -o "$T/program" -lcrypto
start_one_hmac() { start "$T/program" "$T/port"; }

# sample NAME: memory of five processes that start_NAME starts, into $T/NAME.
sample() {
  for _ in 1 2 3 4 5; do
    "start_$1"
    sleep 1
    memory
    stop_server
  done >"$T/$1"
}

# compare WHAT FIELD NAME PEER PEER_NAME [RULE TARGET]: numbers of two samples.
compare() {
  local ours peer
  ours=$(cut -d' ' -f"$2" "$T/$3" | median)
  peer=$(cut -d' ' -f"$2" "$T/$4" | median)
  row "$1, kB ($5)" "$ours" "$peer" "$(quotient "$ours" "$peer")" "${@:6}"
}

unset PROPEXO_API_TOKEN PROPEXO_WEBHOOK_SECRET
sample listen
sample wait
sample one_hmac
if command -v webhook >/dev/null; then
  sample webhook
  compare 'idle listen, RSS' 1 listen webhook webhook 'at most' 0.5
  compare 'waiting wait, RSS' 1 wait webhook webhook 'at most' 0.5
  compare 'idle listen, RSS less shared libraries' 2 listen webhook webhook 'at most' 0.5
  compare 'waiting wait, RSS less shared libraries' 2 wait webhook webhook 'at most' 0.5
else
  missing_peer 'memory' webhook
fi
compare 'idle listen, RSS' 1 listen one_hmac 'a program that has computed one HMAC'

size() { stat -L -c %s "$1"; }
mebibytes() { awk -v bytes="$1" 'BEGIN { printf "%.2f MiB", bytes / 1048576 }'; }
strip -s -o "$T/stripped" "$SYNCBELL"
ours=$(size "$T/stripped")
modules=$peer_tools/node_modules
for peer in "$(command -v webhook || true)" \
  "$modules/hookdeck-cli/binaries/linux-$(dpkg --print-architecture)/hookdeck" \
  "$(find "$modules" -path '*linux*/bin/stripe' 2>/dev/null | head -1)"; do
  [ -x "$peer" ] || continue
  row "program, stripped (${peer##*/}, as it comes)" "$(mebibytes "$ours")" "$(mebibytes "$(size "$peer")")" \
    "$(quotient "$ours" "$(size "$peer")")" 'at most' '3 MiB' "$(mebibytes "$ours")"
done
