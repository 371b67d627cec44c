# What every end-to-end test has: a directory of its own, a token and a secret of its own, ways to
# start syncbell in the background and wait for what it says, and a search of all it said for them.
# shellcheck shell=bash disable=SC2034,SC2154

SYNCBELL=${SYNCBELL:-$BATS_TEST_DIRNAME/../../build/dev/syncbell}

setup() {
  local id
  T=$BATS_TEST_TMPDIR
  umask 077 # as secrets are to be kept
  export HOME=$T XDG_CONFIG_HOME=$T/config # and not the configuration of whoever runs the tests
  unset SYNCBELL_CONFIG SYNCBELL_PROFILE
  mkdir "$T/said"
  read -r id </proc/sys/kernel/random/uuid # by bash itself: a process more in each test is felt
  TOKEN=token-${id//-/}
  read -r id </proc/sys/kernel/random/uuid
  SECRET=secret-${id//-/}
  printf '%s\n' "$SECRET" >"$T/secret"
  printf '%s\n' "$TOKEN" >"$T/token"
  STARTED=()
  SAID=0
  unset PROPEXO_API_URL PROPEXO_API_TOKEN PROPEXO_WEBHOOK_SECRET PROPEXO_ENVIRONMENT
  unset HTTPS_PROXY HTTP_PROXY https_proxy http_proxy GITHUB_ACTIONS GITLAB_CI
  export NO_PROXY='*' no_proxy='*'
}

teardown() {
  local pid
  for pid in "${STARTED[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${STARTED[@]}"; do wait "$pid" 2>/dev/null || true; done
  if grep -rlF -e "$TOKEN" -e "$SECRET" "$T/said"; then
    echo "a secret was shown in the file above" >&2
    return 1
  fi
}

# Runs syncbell to its end: $status, $out and $err tell. At most 30 seconds.
syncbell() {
  SAID=$((SAID + 1))
  status=0
  timeout -k 1 30 "$SYNCBELL" "$@" >"$T/said/$SAID.out" 2>"$T/said/$SAID.err" || status=$?
  out=$(<"$T/said/$SAID.out")
  err=$(<"$T/said/$SAID.err")
}

# Starts syncbell in the background as NAME: its process is $pid, what it says is in said/NAME.*.
start() {
  local name=$1
  shift
  "$SYNCBELL" "$@" >"$T/said/$name.out" 2>"$T/said/$name.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
}

# The status with which a started syncbell ends, in $status. At most 30 seconds.
ends() {
  local pid=$1
  until_true 30 is_gone "$pid" || { echo "process $pid did not end" >&2; return 1; }
  status=0
  wait "$pid" || status=$?
}

is_gone() {
  local state
  { read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null || return 0
  [ "$state" = Z ]
}

# That no signal is pending for a process.
has_taken_signals() {
  [ "$(awk '/^(SigPnd|ShdPnd)/ { print $2 }' "/proc/$1/status" | tr -d '0\n')" = '' ]
}

# Tries a command until it succeeds, for so many seconds. It and what is tried most often start no process:
# those of several tests that wait would keep the machine busy. It leaves another $! behind.
until_true() {
  local deadline=$((SECONDS + $1)) never
  shift
  exec {never}<> <(:)
  until "$@"; do
    if [ "$SECONDS" -gt "$deadline" ]; then
      echo "never came true: $*" >&2
      head -50 "$T"/said/* >&2 || true
      exec {never}<&-
      return 1
    fi
    read -rt 0.02 -u "$never" || true
  done
  exec {never}<&-
}

said() {
  local text
  [ -r "$T/said/$1" ] || return 1
  IFS= read -rd '' text <"$T/said/$1" || true
  [[ $text == *"$2"* ]]
}

# Waits until NAME has said TEXT, as in: hears listener.err 'listening on'
hears() { until_true 20 said "$1" "$2"; }

# The port that was written to a file.
port_of() {
  until_true 20 test -s "$1"
  cat "$1"
}

sign() { openssl dgst -sha256 -hmac "${1:-$SECRET}" -hex | sed 's/.*= *//'; }

# Delivers BODY to a port of this machine; further arguments are curl's. Prints the status.
deliver() {
  local port=$1 body=$2
  shift 2
  curl -sS -m 10 -o "$T/reply" -w '%{http_code}' -X POST "http://127.0.0.1:$port/" \
    -H 'Content-Type: application/json' --data-binary "$body" "$@"
}

deliver_signed() {
  local port=$1 body=$2
  shift 2
  deliver "$port" "$body" -H "propexo-signature: $(printf %s "$body" | sign)" "$@"
}

# That what START starts, as $pid at $port, has ended so soon after the 200 for $FIRST. The best of five
# counts: a busy machine takes time that the program does not.
ends_within_50_ms() {
  local start=$1 idle=$2 took
  for _ in 1 2 3 4 5; do
    rm -f "$T/port"
    "$start"
    took=$(python3 "$BATS_TEST_DIRNAME/../support/time_to_exit.py" \
      "$port" "$(printf %s "$FIRST" | sign)" "$FIRST" "$pid" "$idle")
    echo "ended $took ms after the answer"
    if [ "$took" -lt 50 ]; then return; fi
  done
  return 1
}

# Starts a mock with a scenario (JSON on standard input, without its token) and points syncbell at it.
start_mock() {
  jq --arg token "$TOKEN" '. + {token: $token}' >"$T/scenario.json"
  "$SYNCBELL" mock --listen 0 --scenario "$T/scenario.json" --port-file "$T/mock.port" \
    >"$T/mock.exports" 2>"$T/said/mock.err" 3>&- &
  MOCK=$!
  STARTED+=("$MOCK")
  API=http://127.0.0.1:$(port_of "$T/mock.port")
  export PROPEXO_API_URL=$API PROPEXO_API_TOKEN=$TOKEN
}

api() {
  local path=$1
  shift
  curl -sS -m 10 -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$API$path" "$@"
}

# Registers an active webhook to a port of this machine for the events named.
register_webhook() {
  local port=$1 events=$2
  api /v1/webhooks/ -o /dev/null -d "$(jq -n --arg url "http://127.0.0.1:$port/" --arg secret "$SECRET" \
    --arg events "$events" '{url: $url, secret: $secret, active: true, triggers: ($events | split(","))}')"
}

# Starts a service that checks signatures as Propexo documents (tests/support), as $HOOK; what it has
# received is in $RECEIVED, a line of JSON each.
start_receiver() {
  RECEIVED=$T/received
  : >"$RECEIVED"
  node "$BATS_TEST_DIRNAME/../support/propexo_receiver.js" "$T/hook.port" "$T/secret" "$RECEIVED" \
    >"$T/hook.out" 2>&1 3>&- &
  STARTED+=("$!")
  HOOK=http://127.0.0.1:$(port_of "$T/hook.port")
}

# Requests that the mock has answered, matching a text.
requests() { grep -cF -- "$1" "$T/said/mock.err" || true; }

equals() {
  if [ "$1" != "$2" ]; then
    printf 'expected: %s\n     got: %s\n' "$2" "$1" >&2
    head -50 "$T"/said/* >&2 || true
    return 1
  fi
}

contains() {
  case $1 in
  *"$2"*) ;;
  *)
    printf 'expected to find: %s\nin: %s\n' "$2" "$1" >&2
    return 1
    ;;
  esac
}

# The body of a FIRST_SYNC_COMPLETE of int-1.
FIRST='{"event":"FIRST_SYNC_COMPLETE","integration_id":"int-1","vendor":"YARDI","successful_job_count":49,"failed_job_count":2,"is_sync_finished":true}'

# A mock of one integration, int-1, and what else is given as JSON members of it.
mock_of() { start_mock <<<"{\"integrations\":[{\"id\":\"int-1\",\"name\":\"One\",\"vendor\":\"YARDI\"${1:+,$1}}]}"; }

# Starts a wait that also listens, as $pid and $port.
listening_wait() {
  rm -f "$T/port" # an earlier one's
  start wait wait --existing-subscription --listen 0 --port-file "$T/port" --secret-file "$T/secret" "$@"
  port=$(port_of "$T/port")
}

result() { jq -r "select(.type == \"result\") | $1" "${2:-$T/said/$SAID.out}"; }
