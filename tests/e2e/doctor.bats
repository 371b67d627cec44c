# What doctor finds, in health and in every kind of sickness; one fault hides no other.
load harness
load lease

# A doctor whose listener has a port of its own.
doctor() { syncbell doctor --listen 0 "$@"; }

# What the doctor of the last --json has found about CHECK: grade, or another field.
found() { jq -r --arg check "$1" ".findings[] | select(.check == \$check) | .${2:-grade}" <<<"$out"; }

# Starts an API that answers as given (tests/support/odd_api.py) and points syncbell at it.
odd_api() {
  rm -f "$T/odd.port"
  python3 "$BATS_TEST_DIRNAME/../support/odd_api.py" "$T/odd.port" "$@" 2>"$T/said/odd.err" 3>&- &
  STARTED+=("$!")
  export PROPEXO_API_TOKEN=$TOKEN
  PROPEXO_API_URL=http://127.0.0.1:$(port_of "$T/odd.port")
  export PROPEXO_API_URL
}

EMPTY_LIST='{"meta":{"total":0,"hasMore":false,"results":0},"results":[]}'

@test "where all is well it says so with 0, and shows each setting with its source" {
  gated_mock
  syncbell doctor --listen 0 --public-url 'http://127.0.0.1:{port}/hook' --secret-file "$T/secret" --json
  equals "$status" 0
  equals "$(jq -r .outcome <<<"$out")" satisfied
  for check in token api clock leases secret listener public_url; do equals "$(found $check)" good; done
  equals "$(jq -r '.settings[] | select(.name == "token-file") | .value + " " + .source' <<<"$out")" \
    '[redacted] PROPEXO_API_TOKEN'
  equals "$(jq -r '.settings[] | select(.name == "path") | .source' <<<"$out")" default
  equals "$(jq -r '.settings[] | select(.name == "listen") | .source' <<<"$out")" --listen
  doctor
  equals "$status" 0
  contains "$out" 'ok    token       it is accepted'
  contains "$out" "api-url     $PROPEXO_API_URL (PROPEXO_API_URL)"
  equals "$(awk 'length > 82' <<<"$out")" ''
  equals "$(requests 'POST ')" 0
}

@test "a token that is refused, missing, or has blanks in it is bad, and the rest is looked at" {
  gated_mock
  PROPEXO_API_TOKEN=another doctor --json
  equals "$status" 3
  equals "$(jq -r .outcome <<<"$out")" unhealthy
  equals "$(found token)" bad
  contains "$(found token seen)" 401
  for check in api listener; do equals "$(found $check)" good; done
  contains "$(found leases seen)" 'could not be looked at'
  PROPEXO_API_TOKEN="$TOKEN " doctor --json
  equals "$status" 3
  contains "$(found token seen)" 'white space'
  PROPEXO_API_TOKEN='' doctor --json
  equals "$status" 3
  contains "$(found token seen)" 'set but empty'
  unset PROPEXO_API_TOKEN
  doctor --json
  equals "$status" 3
  contains "$(found token advice)" --token-file
  equals "$(found api)" good
}

@test "each way in which the API answers has words of its own" {
  while read -r code check grade words; do
    odd_api "$code" '{"message":"x"}' 'Location:https://elsewhere.example/'
    doctor --json
    equals "$(found "$check")" "$grade"
    contains "$(found "$check" seen) $(found "$check" advice)" "$words"
    if [ "$grade" = bad ]; then equals "$status" 3; else equals "$status" 0; fi
    equals "$(found listener)" good
  done <<'CASES'
503 api bad try again later
500 api bad try again later
302 api bad redirects are not followed
404 api bad path of --api-url
429 api remark wait a minute
403 token bad may not read integrations
401 token bad is refused
CASES
  odd_api 200 '<html>sign in</html>'
  doctor --json
  equals "$status" 3
  contains "$(found api advice)" 'sign-in page'
}

@test "so has each way in which it does not answer" {
  export PROPEXO_API_TOKEN=$TOKEN
  doctor --json --api-url http://127.0.0.1:1
  equals "$status" 3
  contains "$(found api seen)" 'connection refused'
  contains "$(found api advice)" 'nothing listens there'
  for check in token clock rate_limit; do equals "$(found $check)" remark; done
  equals "$(found listener)" good
  doctor --json --api-url https://no-such-host.invalid
  equals "$status" 3
  contains "$(found api seen)" no-such-host.invalid
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -days 1 -keyout "$T/key" -out "$T/cert" 2>/dev/null
  openssl s_server -accept 127.0.0.1:0 -key "$T/key" -cert "$T/cert" -www >"$T/tls.out" 2>&1 3>&- &
  STARTED+=("$!")
  until_true 10 tls_port
  doctor --json --api-url "https://127.0.0.1:$(tls_port)"
  equals "$status" 3
  contains "$(found api seen)" 'certificate'
  contains "$(found api advice)" '--cacert'
  doctor --json --api-url https://127.0.0.1:1 --cacert "$T/nowhere"
  equals "$status" 3
  contains "$(found api advice)" '--cacert'
  doctor --json --api-url http://api.example.com
  equals "$status" 3
  contains "$(found api seen)" 'in clear'
}

# The port that the openssl of this test has bound.
tls_port() { sed -n 's/^ACCEPT .*://p' "$T/tls.out" | grep .; }

@test "an API that takes the connection and says nothing keeps it no longer than half a minute" {
  odd_api 0
  begun=$SECONDS
  doctor --json
  equals "$status" 3
  contains "$(found api seen)" 'no answer from'
  equals "$(found listener)" good
  [ $((SECONDS - begun)) -lt 30 ]
}

@test "a clock that differs from the API's is found out, in either direction" {
  odd_api 200 "$EMPTY_LIST" Date:0
  doctor --json
  equals "$status" 0
  equals "$(found clock)" good
  odd_api 200 "$EMPTY_LIST" Date:-600
  doctor --json
  equals "$status" 3
  contains "$(found clock seen)" 'ahead of'
  odd_api 200 "$EMPTY_LIST" Date:+600
  doctor --json
  equals "$status" 3
  contains "$(found clock seen)" 'behind'
  contains "$(found clock advice)" timedatectl
  odd_api 200 "$EMPTY_LIST" x-ratelimit-limit:150 x-ratelimit-remaining:7
  doctor --json
  equals "$status" 0
  contains "$(found rate_limit seen)" '7 of 150'
  equals "$(found clock)" remark
}

@test "every file of secrets is looked at" {
  gated_mock
  : >"$T/empty"
  cp "$T/secret" "$T/open"
  chmod 644 "$T/open"
  doctor --json --secret-file "$T/none" --secret-file "$T/empty" --secret-file "$T/open" --secret-file "$T/secret"
  equals "$status" 3
  equals "$(found secret | tr '\n' ' ')" 'bad bad bad good '
  contains "$(found secret advice)" "chmod 600 $T/open"
  equals "$(found token)" good
}

@test "a port that is taken is bad, and says what it keeps from being looked at" {
  gated_mock
  start listener listen --listen 0 --port-file "$T/port" --allow-unsigned --timeout 60s
  port=$(port_of "$T/port")
  syncbell doctor --json --listen "$port" --public-url 'http://127.0.0.1:{port}/'
  equals "$status" 3
  equals "$(found listener)" bad
  contains "$(found public_url seen)" 'there is no listener'
  equals "$(found token)" good
}

@test "a public address is proved, by URL and through a tunnel, and a delivery meanwhile is not taken" {
  gated_mock
  doctor --json --public-url "http://127.0.0.1:${API##*:}/"
  equals "$status" 3
  contains "$(found public_url seen)" 'did not arrive at the listener'
  doctor --json --public-url nonsense
  equals "$status" 3
  equals "$(found public_url)" bad
  equals "$(found listener)" good
  mkdir "$T/tunnel"
  doctor --json --tunnel "sh -c 'python3 $GATE {port} $T/tunnel --tunnel & wait'"
  equals "$status" 0
  contains "$(found public_url seen)" 'leads here'
  until_true 5 is_gone "$(<"$T/tunnel/pid")"
  doctor --json --tunnel "sh -c 'echo account suspended; exit 3'"
  equals "$status" 3
  contains "$(found public_url seen)" 'account suspended'
}

@test "leases that are left over are told with the command that removes them" {
  start_mock <<'J'
{"integrations":[],"webhooks":[
  {"url":"http://127.0.0.1:9/","triggers":["SYNC_COMPLETE"],"secret":"not-of-this-run",
   "headers":[{"header":"x-syncbell-expires","value":"2020-01-01T00:00:00Z"}]}]}
J
  doctor --json --token-file "$T/token"
  equals "$status" 0
  equals "$(found leases)" remark
  contains "$(found leases advice)" "syncbell unsubscribe --expired --token-file $T/token"
}

@test "Ctrl-C ends it and the tunnel, with what it knows" {
  odd_api 0
  mkdir "$T/tunnel"
  start visit doctor --listen 0 --json --tunnel "sh -c 'echo \$\$ >$T/tunnel/pid; sleep 60'"
  until_true 10 test -s "$T/tunnel/pid"
  kill -INT "$pid"
  ends "$pid"
  equals "$status" 130
  equals "$(jq -r .outcome "$T/said/visit.out")" interrupted
  until_true 5 is_gone "$(<"$T/tunnel/pid")"
}

@test "what cannot be meant is 2" {
  for wrong in '--frobnicate' '--port-file p' '--public-url a --tunnel b' '--listen http' '--environment sandbx'; do
    # shellcheck disable=SC2086 # several words
    doctor $wrong
    equals "$status" 2
  done
}
