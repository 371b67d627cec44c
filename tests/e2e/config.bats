# The configuration: where it is found, what goes first, what is refused, and what -v says of it.
load harness

# Writes the configuration where it is looked for.
configure() {
  mkdir -p "$XDG_CONFIG_HOME/syncbell"
  CONFIG=$XDG_CONFIG_HOME/syncbell/config.toml
  cat >"$CONFIG"
}

# A mock that the configuration leads to, and nothing else does.
configured_mock() {
  mock_of
  unset PROPEXO_API_URL PROPEXO_API_TOKEN
  cp "$T/token" "$T/config-token"
  configure <<TOML
api-url = "$API"
token-file = "$T/config-token" # of the test
TOML
}

@test "the usual place, or the file that is named, gives what the command line does not" {
  configured_mock
  syncbell integrations --json
  equals "$status" 0
  equals "$(jq length <<<"$out")" 1
  mv "$CONFIG" "$T/elsewhere.toml"
  syncbell integrations
  equals "$status" 4
  SYNCBELL_CONFIG=$T/elsewhere.toml syncbell integrations
  equals "$status" 0
  mkdir -p "$HOME/.config/syncbell"
  cp "$T/elsewhere.toml" "$HOME/.config/syncbell/config.toml"
  XDG_CONFIG_HOME='' syncbell integrations
  equals "$status" 0
}

@test "a byte order mark in front of the configuration, the token or the secret is passed over" {
  configured_mock
  sed -i '1s/^/\xef\xbb\xbf/' "$CONFIG" "$T/config-token" "$T/secret"
  syncbell integrations -v
  equals "$status" 0
  contains "$err" "API: $API ($CONFIG:1)"
  signature=$(printf %s "$FIRST" | sign)
  printf %s "$FIRST" >"$T/payload"
  syncbell verify "$T/payload" --signature "$signature" --secret-file "$T/secret"
  equals "$status" 0
}

@test "a file that is named and missing is an error, the usual one may be missing" {
  start_mock <<<'{"integrations":[]}'
  syncbell integrations
  equals "$status" 0
  SYNCBELL_CONFIG=$T/none.toml syncbell integrations
  equals "$status" 2
  contains "$err" "$T/none.toml"
}

@test "what never ends is no configuration, no secret, no token and no scenario: 2" {
  for use in 'verify --secret-file /dev/zero' 'integrations --token-file /dev/zero' 'mock --scenario /dev/zero'; do
    # shellcheck disable=SC2086
    syncbell $use </dev/null
    equals "$status" 2
    contains "$err" 'cannot read /dev/zero: it is larger than 64 MiB'
  done
  SYNCBELL_CONFIG=/dev/zero syncbell integrations
  equals "$status" 2
  contains "$err" 'cannot read /dev/zero: it is larger than 64 MiB'
  for use in 'verify --secret-file - nowhere' 'integrations --token-file -' 'mock --scenario -'; do
    # shellcheck disable=SC2086
    syncbell $use </dev/zero
    equals "$status" 2
  done
}

@test "a flag goes before the environment, and that before the configuration; -v tells" {
  configured_mock
  syncbell integrations -v
  equals "$status" 0
  contains "$err" "configuration: $CONFIG (default)"
  contains "$err" "API: $API ($CONFIG:1)"
  contains "$err" "token: from $T/config-token ($CONFIG:2)"
  contains "$err" 'color: auto (default)'
  sed -i 's/^api-url.*/api-url = "http:\/\/127.0.0.1:1"/' "$CONFIG"
  PROPEXO_API_URL=$API PROPEXO_API_TOKEN=$TOKEN NO_COLOR=1 syncbell integrations -v
  equals "$status" 0
  contains "$err" "API: $API (PROPEXO_API_URL)"
  contains "$err" 'token: from PROPEXO_API_TOKEN'
  contains "$err" 'color: never (NO_COLOR)'
  PROPEXO_API_URL=http://127.0.0.1:1 syncbell integrations -v --api-url "$API" --token-file "$T/token"
  equals "$status" 0
  contains "$err" "API: $API (--api-url)"
  contains "$err" "token: from $T/token (--token-file)"
}

@test "a profile goes before the rest, by flag or by variable, and an unknown one is named with the others" {
  configured_mock
  sed -i 's/^api-url.*/environment = "sandbox"/' "$CONFIG"
  printf '[profile.here]\napi-url = "%s"\n[profile.there]\napi-url = "http://127.0.0.1:1"\n' "$API" >>"$CONFIG"
  syncbell integrations --profile here -v
  equals "$status" 0
  contains "$err" 'profile: here (--profile)'
  SYNCBELL_PROFILE=here syncbell integrations
  equals "$status" 0
  SYNCBELL_PROFILE=there syncbell integrations --profile here
  equals "$status" 0
  syncbell integrations --profile hree
  equals "$status" 2
  contains "$err" "did you mean 'here'?"
  contains "$err" 'here, there'
}

@test "a command's table is for that command, and a receiving wait takes what it needs" {
  configured_mock
  cat >>"$CONFIG" <<TOML
secret-file = "$T/secret"
listen = "0"
[wait]
timeout = "300ms"
poll-interval = "50ms"
TOML
  syncbell wait int-1 -v
  equals "$status" 124
  contains "$err" "timeout: 300ms ($CONFIG:6)"
  contains "$err" "poll-interval: 50ms ($CONFIG:7)"
  syncbell wait int-1 --timeout 200ms
  contains "$out" '200ms'
  start wait wait int-1 --existing-subscription --port-file "$T/port" --timeout 60s
  equals "$(deliver_signed "$(port_of "$T/port")" "$FIRST")" 200
  ends "$pid"
  equals "$status" 0
}

@test "what does not go with a command line is left out of it" {
  configured_mock
  printf 'secret-file = "%s"\ntunnel = "false"\nlisten = "0"\n' "$T/nowhere" >>"$CONFIG"
  syncbell wait int-1 --via poll --timeout 50ms --poll-interval 20ms
  equals "$status" 124
  syncbell trigger DATA_NEW --print
  equals "$status" 0
  start listener listen --allow-unsigned --public-url 'http://127.0.0.1:{port}/' --port-file "$T/port" --timeout 60s
  until_true 20 delivered "$(port_of "$T/port")"
  ends "$pid"
  equals "$status" 0
}

delivered() { [ "$(deliver "$1" "$FIRST")" = 200 ]; }

@test "what is wrong in it is named with file and line, and no value is shown" {
  start_mock <<<'{"integrations":[]}'
  while IFS='|' read -r line complaint; do
    configure < <(printf '# a comment\n%b\n' "$line")
    syncbell integrations
    equals "$status" 2
    contains "$err" "$CONFIG:"
    contains "$err" "$complaint"
    case $err in *unseen*) false ;; esac
  done <<'CASES'
colr = "unseen"|2: unknown setting colr; did you mean 'color'?
[wiat]|2: [wiat] is no command with settings; did you mean 'wait'?
timeout = "1h"|2: timeout is set for each command by itself
[wait]\ntimeout = unseen "1h"|3: a value that is not one word stands in quotes
just words, unseen|2: there is no =
color = "unseen|2: the text is not closed
secret-file = [\n"unseen"|2: the list is not closed
color = "auto"\ncolor = "never"|3: color is set twice
token = "unseen"|2: token: a secret is not kept in the configuration
webhook_secret = "unseen"|2: webhook_secret: a secret is not kept
color = "nver"|2: color: 'nver' is none of auto, always, never; did you mean 'never'?
CASES
  configure <<<'color = never'
  chmod 622 "$CONFIG"
  syncbell integrations --json
  equals "$status" 2
  equals "$(jq -r .error.hint <<<"$out")" "chmod go-w $CONFIG"
  syncbell integrations --help
  equals "$status" 0
}

@test "secrets that others can read are refused with the chmod to type" {
  configured_mock
  chmod 644 "$T/config-token"
  syncbell integrations
  equals "$status" 2
  contains "$err" "$CONFIG:2: token-file"
  contains "$err" "chmod 600 $T/config-token"
  chmod 600 "$T/config-token"
  chmod 640 "$CONFIG"
  syncbell integrations
  equals "$status" 2
  contains "$err" "chmod 600 $CONFIG"
  syncbell integrations --token-file "$T/token" # nothing secret is taken from it then
  equals "$status" 0
  chmod 604 "$T/secret"
  syncbell trigger DATA_NEW --to http://127.0.0.1:1/ --secret-file "$T/secret"
  equals "$status" 2
  contains "$err" "--secret-file: $T/secret can be read by others (mode 0604)"
  contains "$err" "chmod 600 $T/secret"
  syncbell trigger DATA_NEW --to http://127.0.0.1:1/ --secret-file <(cat "$T/secret")
  equals "$status" 5
  contains "$err" refused
}

@test "a secret that belongs to somebody else is with them" {
  [ "$(id -u)" = 0 ] || skip 'giving a file away needs root'
  configured_mock
  chmod 644 "$T/config-token"
  chown 65534 "$T/config-token"
  syncbell integrations
  equals "$status" 0
}

@test "the example can be used as it stands" {
  mock_of
  unset PROPEXO_API_URL PROPEXO_API_TOKEN
  configure < <(sed "s|^api-url = .*|api-url = \"$API\"|" "$BATS_TEST_DIRNAME/../../examples/config.toml")
  cp "$T/token" "$XDG_CONFIG_HOME/syncbell/token"
  syncbell integrations --profile mock --json
  equals "$status" 0
  syncbell wait int-1 --profile mock -v --timeout 50ms
  contains "$err" "max-failed-jobs: 5% ($CONFIG:10)"
  cp "$T/token" "$XDG_CONFIG_HOME/syncbell/staging.token"
  syncbell wait int-1 --profile staging -v --via poll --timeout 0
  contains "$err" "($CONFIG:19)"
}

@test "an ID is completed from the configured API" {
  configured_mock
  export XDG_CACHE_HOME=$T/cache
  until_true 20 completes
}

completes() { [[ $("$SYNCBELL" __complete wait in) == int-1* ]]; }
