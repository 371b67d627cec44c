# Runs the EXAMPLES of a page of the manual, or the recipes of the cookbook, each display of lines as one shell script, in a folder that
# holds what they name, beside a mock without a scenario. In a page a comment before a display says
# where it is to end otherwise than with 0:
#   .\" exits 3          with that status
#   .\" until-received   not at all: it is stopped once it has received something
#   .\" workflow         they are steps of GitHub Actions, whose "run" are run; outputs named are there
# shellcheck shell=bash disable=SC2154

GATE=$BATS_TEST_DIRNAME/../support/gate.py

# Every example of PAGE as FOLDER/01.sh and so on, with what is said of it in 01.how.
take_examples() {
  awk -v folder="$2" '
    /^\.Sh / { inside = $0 == ".Sh EXAMPLES"; next }
    inside && /^\.\\" / { how = substr($0, 5) }
    inside && /^\.Bd -literal/ { file = sprintf("%s/%02d", folder, ++n); print how >(file ".how"); how = ""; next }
    /^\.Ed/ { file = "" }
    file { sub(/^\\&/, ""); gsub(/\\e/, "\\"); print >(file ".sh") }' "$1"
}

# What examples name: secrets, captures signed with one, a payload, a program that makes a customer.
lay_out() {
  local here=$1 event body at=2026-11-23T08:00:0
  mkdir -p "$here/bin" "$here/running" "$here/captures"
  cp "$T/secret" "$here/secret"
  echo "an-older-$SECRET" >"$here/old-secret"
  for event in FIRST_SYNC_COMPLETE SYNC_COMPLETE; do
    body=$("$SYNCBELL" trigger "$event" --print --integration cmfresh000000000000000001)
    at+=1
    jq -nc --arg body "$body" --arg signature "$(printf %s "$body" | sign)" --arg at "${at}Z" '{type: "delivery",
      version: 1, received_at: $at, method: "POST", path: "/", headers: [["content-type", "application/json"],
      ["propexo-signature", $signature]], signature: "valid", event: null, integration_id: null, body: $body}' \
      >"$here/captures/$event.json"
    at=${at%1}
  done
  cat "$here"/captures/*.json >"$here/captures.jsonl"
  printf %s "$body" >"$here/payload.json"
  printf '#!/bin/sh\necho cmsynced00000000000000001\n' >"$here/onboard-customer"
  cat >"$here/bin/tunnel" <<END
#!/bin/bash
[[ \$* =~ [0-9]{4,5} ]] && mkdir gate && exec python3 '$GATE' "\${BASH_REMATCH[0]}" gate --tunnel
END
  for tunnel in cloudflared ngrok ssh; do ln -s tunnel "$here/bin/$tunnel"; done
  # Takes no fixed port, and says where it listens, and as which process.
  cat >"$here/bin/syncbell" <<END
#!/bin/bash
command=\$1 port=()
case \$command:\$* in
*--listen*) ;;
listen:* | mock:* | wait:*--public-url* | wait:*--tunnel* | wait:*--existing-subscription*)
  port=(--listen 0 --port-file "running/\$\$")
  ;;
esac
exec '$SYNCBELL' "\$command" "\${port[@]}" "\${@:2}"
END
  chmod +x "$here/bin/"* "$here/onboard-customer"
}

# Sends a signed event to whatever listens in this folder, and has the mock sync, again and again.
let_things_happen() {
  local body='{"event":"FIRST_SYNC_COMPLETE","integration_id":"cmfresh000000000000000001","is_sync_finished":true}'
  local signature file
  signature=$(printf %s "$body" | sign)
  while [ -d running ]; do
    for file in running/*; do
      [ -s "$file" ] || continue
      curl -s -m 5 -o reply -H "propexo-signature: $signature" -d "$body" "http://127.0.0.1:$(<"$file")/" || true
    done
    curl -s -m 5 -o reply -H "Authorization: Bearer $PROPEXO_API_TOKEN" -d '{}' \
      "$PROPEXO_API_URL/v1/admin/integrations/cmtwoschedules00000000001/manual-sync" || true
    sleep 0.5
  done
}

# Stops the one that runs in the folder once it has said something of what it is for.
stop_once_received() {
  until_true 20 has_received
  kill -TERM "$(basename "$(ls running)")"
}
has_received() {
  local data='' news=''
  { IFS= read -rd '' data <out; IFS= read -rd '' news <err; } 2>/dev/null || true
  [[ $data$news =~ (^|$'\n')(export|[0-9:]+Z\ 200)\  ]]
}

# Runs FILE.sh as FILE.how says and compares the status.
run_example() {
  local example=$1 how expected=0 status=0 run pids=()
  how=$(<"$example.how")
  cp -a "$T/laid_out" "$example" && cd "$example" || return
  case $how in
  '') ;;
  exits\ [1-9]*) expected=${how#exits } ;;
  until-received) expected=143 ;;
  workflow)
    export GITHUB_ACTIONS=true GITHUB_OUTPUT=$example/outputs GITHUB_STEP_SUMMARY=$example/summary
    sed -nE 's/^ *run: //p; s/.*\.outputs\.([a-z_]+).*/grep "^\1<<" outputs/p' "$example.sh" >steps
    mv steps "$example.sh"
    ;;
  *) echo "nobody knows what '$how' means" && return 1 ;;
  esac
  [ -s "$example.sh" ] || { echo "there is nothing to run" && return 1; }
  sed -i "s|http://localhost:[0-9]*/hook|$HOOK|" "$example.sh"
  timeout 60 "$SYNCBELL" mock --listen 0 --port-file mock.port >mock.exports 2>mock.err &
  pids+=("$!")
  until_true 10 test -s mock.port
  # shellcheck disable=SC1091 # made by the mock
  . ./mock.exports
  if grep -qE 'syncbell listen|--existing-subscription' "$example.sh"; then
    let_things_happen &
    pids+=("$!")
  fi
  export PATH=$example/bin:$PATH HOME=$example INTEGRATION=cmsynced00000000000000001
  timeout -k 1 40 bash -eu -o pipefail "$example.sh" >out 2>err </dev/null &
  run=$!
  if [ "$how" = until-received ]; then stop_once_received; fi
  wait "$run" || status=$?
  rm -r running
  kill "${pids[@]}" 2>/dev/null || true
  wait
  [ "$status" = "$expected" ] && return
  echo "it ended with $status, not $expected:"
  head -20 "$example.sh" out err mock.err
  return 1
}

# Runs what was taken into FOLDER, all at the same time; there must be COUNT of it.
run_all() {
  local of=$1 folder=$2 count=$3 script failed=
  SYNCBELL=$(realpath "$SYNCBELL")
  start_receiver
  lay_out "$T/laid_out"
  equals "$(find "$folder" -name '*.sh' | wc -l)" "$count"
  declare -A runs=()
  for script in "$folder"/*.sh; do
    (run_example "${script%.sh}") >"${script%.sh}.log" 2>&1 3>&- &
    runs[$!]=${script%.sh}
  done
  [ ${#runs[@]} -gt 0 ]
  for pid in "${!runs[@]}"; do
    wait "$pid" || { echo "$of, example $(basename "${runs[$pid]}"):" && cat "${runs[$pid]}.log" && failed=1; }
  done
  [ -z "$failed" ]
}

examples_of() {
  local page=$BATS_TEST_DIRNAME/../../man/$1.1
  mkdir -p "$T/examples"
  take_examples "$page" "$T/examples"
  run_all "$1" "$T/examples" "$(sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/p' "$page" | grep -c '^\.Bd')"
}

# Every block of shell of a page in Markdown, where the comment is <!-- exits 3 -->.
recipes_of() {
  mkdir -p "$T/examples"
  awk -v folder="$T/examples" '
    /^<!-- / { how = substr($0, 6, length($0) - 9) }
    /^```sh/ { file = sprintf("%s/%02d", folder, ++n); print how >(file ".how"); how = ""; next }
    /^```/ { file = "" }
    file { print >(file ".sh") }' "$1"
  run_all "$(basename "$1")" "$T/examples" "$(grep -c '^```sh' "$1")"
}
