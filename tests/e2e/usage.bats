# The command line itself: help, version, what is unknown, and where output goes.
load harness

@test "help and version go to standard output with 0" {
  syncbell --version
  equals "$status" 0
  contains "$out" 'syncbell 0'
  syncbell --help
  equals "$status" 0
  contains "$out" 'Exit status'
  for command in wait listen replay trigger subscribe unsubscribe subscriptions integrations sync \
    verify mock doctor; do
    syncbell "$command" --help
    equals "$status" 0
    contains "$out" --json
    equals "$err" ''
  done
}

@test "no command, an unknown command, an unknown flag: 2 with a suggestion" {
  syncbell
  equals "$status" 2
  syncbell wiat int-1
  equals "$status" 2
  contains "$err" "did you mean 'wait'"
  syncbell wait int-1 --timout 3s
  equals "$status" 2
  contains "$err" "did you mean '--timeout'"
  syncbell listen -- echo
  equals "$status" 2
  equals "$out" ''
}

@test "with --json a usage error is a document on standard output too" {
  syncbell wait --json --timeout 30 int-1
  equals "$status" 2
  equals "$(jq -r .error.kind <<<"$out")" usage
  contains "$(jq -r .error.message <<<"$out")" 30s
}

@test "a token never goes in clear to another machine" {
  PROPEXO_API_TOKEN=$TOKEN syncbell integrations --api-url http://api.example.com
  equals "$status" 2
  contains "$err" 'in clear'
}

@test "a full standard output is an error and not a success" {
  [ -w /dev/full ] || skip "there is no /dev/full here"
  start_mock <<<'{"integrations":[]}'
  status=0
  "$SYNCBELL" integrations >/dev/full 2>"$T/said/err" || status=$?
  equals "$status" 1
  contains "$(<"$T/said/err")" 'standard output'
}
