# subscribe: one webhook, made or found, whatever becomes of the replies.
load harness
load lease

URL=https://hooks.example/in

# A mock of int-1 to int-9 with these members of the scenario besides.
account() {
  start_mock < <(jq -n '{rate_limit: 0, integrations: [range(1; 10) | {id: "int-\(.)", vendor: "MRI"}]}' |
    jq ". + {${1-}}")
}

# All webhooks of the account, as the API tells them.
webhooks() { { api '/v1/webhooks/?active=true&limit=250' && api '/v1/webhooks/?active=false&limit=250'; } | jq -s 'map(.results) | add'; }
count() { webhooks | jq length; }
header() { webhooks | jq -r --arg name "$1" '.[0].headers[] | select(.header == $name).value'; }

@test "a webhook is made active, marked, and with a secret that is shown once" {
  account
  syncbell subscribe int-1 int-2 --url "$URL" --json
  equals "$status" 0
  equals "$(jq -c 'del(.id, .secret)' <<<"$out")" \
    "{\"created\":true,\"updated\":false,\"url\":\"$URL\",\"events\":[\"FIRST_SYNC_COMPLETE\",\"SYNC_COMPLETE\"],\"model\":null,\"integrations\":[\"int-1\",\"int-2\"],\"active\":true,\"expires_at\":null}"
  [[ $(jq -r .secret <<<"$out") =~ ^[0-9a-f]{64}$ ]]
  equals "$(webhooks | jq -r '.[0] | .secret, .active, .id')" "$(jq -r '.secret, true, .id' <<<"$out")"
  equals "$(header x-syncbell-integrations)" int-1,int-2
  [[ $(header x-syncbell-run) =~ ^subscribe-[0-9a-f]{16}$ ]]
}

@test "a repeat changes nothing, and another integration is merged in" {
  account
  syncbell subscribe int-1 --url "$URL" --json
  id=$(jq -r .id <<<"$out")
  syncbell subscribe int-1 --url HTTPS://Hooks.Example:443/in --json
  equals "$(jq -c '[.id, .created, .updated, has("secret")]' <<<"$out")" "[\"$id\",false,false,false]"
  equals "$(requests 'PUT ')" 0
  syncbell subscribe int-2,int-3 --url "$URL" --json
  equals "$(jq -c '[.id, .created, .updated, .integrations]' <<<"$out")" \
    "[\"$id\",false,true,[\"int-1\",\"int-2\",\"int-3\"]]"
  syncbell subscribe int-2 --url "$URL/" --json
  equals "$(jq .created <<<"$out")" true
  equals "$(count)" 2
}

@test "what is not ours keeps its headers and its secret, and is found though it is inactive" {
  account '"webhooks": [{"url": "https://hooks.example/in", "active": false, "secret": "theirs-0123456789",
    "triggers": ["SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"], "headers": [{"header": "X-Key", "value": "theirs-0123456789"}]}]'
  syncbell subscribe int-1 --url "$URL" --json
  equals "$(jq -c '[.created, .updated, .active]' <<<"$out")" '[false,true,true]'
  equals "$(webhooks | jq -c '.[0] | [.active, .secret, .headers[0].value, (.headers | length)]')" \
    '[true,"theirs-0123456789","theirs-0123456789",2]'
  equals "$(grep -rlF theirs-0123456789 "$T/said" || true)" ''
}

@test "what a wait has leased for itself is left to it" {
  account '"webhooks": [{"url": "https://hooks.example/in", "triggers": ["SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"],
    "headers": [{"header": "x-syncbell-run", "value": "wait-0123456789abcdef"}]}]'
  syncbell subscribe int-1 --url "$URL" --json
  equals "$(jq .created <<<"$out")" true
  equals "$(count)" 2
}

@test "the reply to the create is lost, broken off, or an error though it was done: exactly one" {
  for fault in '"lost_reply": true' '"status": 500, "carried_out": true' '"status": 503, "carried_out": true' \
    '"status": 504, "carried_out": true, "body": "<html>"' '"status": 200, "carried_out": true, "body": "{\"result\":"'; do
    account "\"api_faults\": [{\"method\": \"POST\", \"path\": \"/v1/webhooks/\", \"times\": 1, $fault}]"
    syncbell subscribe int-1 --url "$URL" --json
    equals "$status" 0
    equals "$(jq .created <<<"$out")" true
    equals "$(count)" 1
    equals "$(webhooks | jq -r '.[0].secret')" "$(jq -r .secret <<<"$out")"
    kill "$MOCK"
    rm -f "$T/mock.port"
  done
}

@test "a create that Propexo has not done is tried again" {
  account '"api_faults": [{"method": "POST", "path": "/v1/webhooks/", "status": 502, "times": 2}]'
  syncbell subscribe int-1 --url "$URL" --json
  equals "$status" 0
  equals "$(count)" 1
  equals "$(requests 'POST /v1/webhooks/')" 3
}

@test "eight runs at once for eight integrations leave one subscription for all eight" {
  account
  pids=()
  for n in 1 2 3 4 5 6 7 8; do
    start "run$n" subscribe "int-$n" --url "$URL" --json
    pids+=("$pid")
  done
  for pid in "${pids[@]}"; do
    ends "$pid"
    equals "$status" 0
  done
  equals "$(count)" 1
  equals "$(header x-syncbell-integrations | tr , '\n' | sort | tr '\n' ' ')" \
    'int-1 int-2 int-3 int-4 int-5 int-6 int-7 int-8 '
  equals "$(jq -s 'map(.id) | unique | length' "$T"/said/run*.out)" 1
  equals "$(jq -s 'map(select(.created)) | length' "$T"/said/run*.out)" 1
}

@test "eight runs at once into a subscription that is there lose none of the integrations" {
  account
  syncbell subscribe int-9 --url "$URL" --json
  pids=()
  for n in 1 2 3 4 5 6 7 8; do
    start "run$n" subscribe "int-$n" --url "$URL" --json
    pids+=("$pid")
  done
  for pid in "${pids[@]}"; do
    ends "$pid"
    equals "$status" 0
  done
  equals "$(count)" 1
  equals "$(header x-syncbell-integrations | tr , '\n' | sort | wc -l)" 9
}

@test "--secret-out: 0600, never over another file, not left behind, and not shown" {
  account '"api_faults": [{"method": "POST", "path": "/v1/webhooks/", "status": 400, "times": 1}]'
  syncbell subscribe int-1 --url "$URL" --secret-out "$T/generated" --json
  equals "$status" 5
  [ ! -e "$T/generated" ]
  syncbell subscribe int-1 --url "$URL" --secret-out "$T/generated" --json
  equals "$status" 0
  equals "$(stat -c %a "$T/generated")" 600
  equals "$(webhooks | jq -r '.[0].secret')" "$(<"$T/generated")"
  equals "$(jq 'has("secret")' <<<"$out")" false
  equals "$(grep -rlFf "$T/generated" "$T/said" || true)" ''
  syncbell subscribe int-1 --url "$URL" --secret-out "$T/generated" # a repeat: the same subscription
  equals "$status" 0
  contains "$err" 'its secret is unchanged and not shown'
  syncbell subscribe int-1 --url "$URL/2" --secret-out "$T/generated"
  equals "$status" 1
  contains "$err" --force
  equals "$(count)" 1
  before=$(<"$T/generated")
  syncbell subscribe int-1 --url "$URL/2" --secret-out "$T/generated" --force
  equals "$status" 0
  [ "$(<"$T/generated")" != "$before" ]
}

@test "--secret-file gives the secret, and changes that of a subscription which has another" {
  account
  syncbell subscribe int-1 --url "$URL" --json
  syncbell subscribe int-1 --url "$URL" --secret-file "$T/secret" --json
  equals "$(jq -c '[.updated, has("secret")]' <<<"$out")" '[true,false]'
  equals "$(webhooks | jq -r '.[0].secret')" "$SECRET"
  syncbell subscribe int-1 --url "$URL" --secret-file - --json <"$T/secret"
  equals "$(jq .updated <<<"$out")" false
}

@test "a secret of the environment or the configuration is for creation alone" {
  account
  export PROPEXO_WEBHOOK_SECRET=$SECRET
  syncbell subscribe int-1 --url "$URL" --json
  equals "$(webhooks | jq -r '.[0].secret')" "$SECRET"
  PROPEXO_WEBHOOK_SECRET=another-$SECRET syncbell subscribe int-1 --url "$URL" --json -q
  equals "$(jq .updated <<<"$out")" false
  contains "$err" '--secret-file FILE'
  unset PROPEXO_WEBHOOK_SECRET
  printf 'another-%s\n' "$SECRET" >"$T/another"
  mkdir -p "$XDG_CONFIG_HOME/syncbell"
  echo "secret-file = '$T/another'" >"$XDG_CONFIG_HOME/syncbell/config.toml"
  syncbell subscribe int-1 --url "$URL" --json -q
  equals "$(jq .updated <<<"$out")" false
  contains "$err" '--secret-file FILE'
  equals "$(webhooks | jq -r '.[0].secret')" "$SECRET"
  syncbell subscribe int-1 --url "$URL" --secret-file "$T/another" --json -q
  contains "$err" 'is replaced by the one given'
  equals "$(webhooks | jq -r '.[0].secret')" "another-$SECRET"
}

@test "a lease is an RFC 3339 time, is renewed by a repeat, and lifted without --lease" {
  account
  syncbell subscribe int-1 --url "$URL" --lease 1h --json
  first=$(jq -r .expires_at <<<"$out")
  [[ $first =~ ^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$ ]]
  equals "$(header x-syncbell-expires)" "$first"
  syncbell subscribe int-1 --url "$URL" --lease 2h --json
  [[ $(jq -r .expires_at <<<"$out") > $first ]]
  syncbell subscribe int-1 --url "$URL" --json
  equals "$(jq -c '[.expires_at, .updated]' <<<"$out")" '[null,true]'
  syncbell subscribe int-1 --url "$URL" --lease 2h --json
  equals "$(jq -c '[.expires_at, .updated]' <<<"$out")" '[null,false]'
  contains "$err" 'it has no lease'
}

@test "integrations that are not there: 3, named, and nothing is made" {
  account
  syncbell subscribe int-1 nowhere neither --url "$URL"
  equals "$status" 3
  contains "$err" 'nowhere, neither'
  equals "$(count)" 0
  equals "$(requests POST)" 0
}

@test "more integrations than deliveries can carry: a warning, and then 2 with nothing changed" {
  many() { jq -nr "[range($1) | \"c0123456789abcdef0123456\(. + 1000)\"] | join(\",\")"; }
  account '"webhooks": [{"url": "https://hooks.example/in", "triggers": ["SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"],
    "headers": [{"header": "x-syncbell-run", "value": "subscribe-0123456789abcdef"},
      {"header": "x-syncbell-integrations", "value": "'"$(many 300)"'"}]},
    {"url": "https://hooks.example/large", "triggers": ["SYNC_COMPLETE", "FIRST_SYNC_COMPLETE"],
    "headers": [{"header": "x-syncbell-run", "value": "subscribe-0123456789abcdef"},
      {"header": "x-syncbell-integrations", "value": "'"$(many 1200)"'"}]}]'
  syncbell subscribe int-1 --url "$URL" --json -q
  equals "$status" 0
  equals "$(jq '.integrations | length' <<<"$out")" 301
  contains "$err" 'many servers refuse heads of more than 8 KiB'
  for flags in '' --dry-run; do
    # shellcheck disable=SC2086
    syncbell subscribe int-1 --url https://hooks.example/large $flags
    equals "$status" 2
    contains "$err" 'without IDs the subscription is for all integrations'
  done
  equals "$(requests 'PUT ')" 1
}

@test "--dry-run sends nothing and shows nothing secret" {
  account
  syncbell subscribe int-1 --url "$URL" --secret-file "$T/secret" --header "X-Key: $SECRET" --dry-run --json
  equals "$status" 0
  equals "$(jq -c '[.created, .id, .dry_run, .request.method, .request.body.secret]' <<<"$out")" \
    '[true,null,true,"POST","[redacted]"]'
  syncbell subscribe int-1 --url "$URL" --secret-out "$T/generated" --dry-run
  contains "$out" 'would be created'
  [ ! -e "$T/generated" ]
  syncbell subscribe int-1 --url "https://user:$SECRET@hooks.example/in" --dry-run
  contains "$out" '"url":"https://[redacted]@hooks.example/in"'
  equals "$(count)" 0
}

@test "flags that do not go together, and headers that are not the user's: 2 before any request" {
  account
  for flags in '--model leases' '--lease 5' '--lease 0' '--event SYNC_COMPLET' '--secret-out -' '--force' \
    "--secret-out $T/a --secret-file $T/secret" '--header Host:a' '--header x-syncbell-run:a' '--header nonsense' \
    '--header Transfer-Encoding:chunked' '--foo' "--secret-file $T/none"; do
    # shellcheck disable=SC2086
    syncbell subscribe int-1 --url "$URL" $flags
    equals "$status" 2
    equals "$out" ''
  done
  syncbell subscribe int-1
  equals "$status" 2
  syncbell subscribe int-1 --url not-a-url
  equals "$status" 2
  printf short >"$T/short"
  syncbell subscribe int-1 --url "$URL" --secret-file "$T/short"
  equals "$status" 2
  equals "$(requests ' /v1')" 0
}

@test "no token and a wrong token are 4, an API that is down is 5" {
  account
  PROPEXO_API_TOKEN=wrong-token syncbell subscribe int-1 --url "$URL"
  equals "$status" 4
  unset PROPEXO_API_TOKEN
  syncbell subscribe int-1 --url "$URL" --json
  equals "$status" 4
  equals "$(jq -r .error.kind <<<"$out")" auth
  kill "$MOCK"
  ends "$MOCK"
  syncbell subscribe int-1 --url "$URL" --token-file "$T/token"
  equals "$status" 5
}

@test "SIGTERM during the create: what is under way is seen through, and its secret shown" {
  account
  start_gate api "${API##*:}"
  holds api POST /v1/webhooks/ after
  PROPEXO_API_URL=http://127.0.0.1:$gate_port start slow subscribe int-1 --url "$URL" --json
  is_held api
  kill -TERM "$pid"
  until_true 5 has_taken_signals "$pid"
  goes_on api
  ends "$pid"
  equals "$status" 0
  equals "$(jq -r '.id, .secret' "$T/said/slow.out")" "$(webhooks | jq -r '.[0] | .id, .secret')"
}

@test "SIGTERM during a create that is never answered: 143, and a secret that may be in use is not lost" {
  account '"api_faults": [{"method": "POST", "path": "/v1/webhooks/", "delay": "20s"}]'
  start slow subscribe int-1 --url "$URL" --secret-out "$T/generated"
  until_true 20 test -s "$T/generated"
  kill -TERM "$pid"
  ends "$pid"
  equals "$status" 143
  contains "$(<"$T/said/slow.err")" "its secret is in $T/generated"
  [ -s "$T/generated" ]
}
