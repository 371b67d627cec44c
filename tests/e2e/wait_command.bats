# wait -- COMMAND: when it runs, what it names, and how it ends.
load harness
load lease

@test "COMMAND runs after arming, names the integration, and its output is not ours" {
  mock_of '"syncs":[{"starts_after":"1s","takes":"200ms"}]'
  syncbell wait --poll-interval 200ms --json -- sh -c 'echo on the error stream >&2; echo int-1'
  equals "$status" 0
  equals "$(result .integration_id)" int-1
  contains "$err" 'on the error stream'
  syncbell wait --json -- echo '{"result":{"id":"int-1","name":"x"}}'
  equals "$status" 0
  syncbell wait int-1 -- echo hello
  equals "$status" 0
  contains "$err" hello
  equals "$(grep -c hello <<<"$out" || true)" 0
}

@test "an event that comes while COMMAND runs is not lost" {
  start wait wait --existing-subscription --listen 0 --port-file "$T/port" --secret-file "$T/secret" \
    -- sh -c "until [ -e $T/go ]; do sleep 0.02; done; echo int-1"
  port=$(port_of "$T/port")
  equals "$(deliver_signed "$port" "$FIRST")" 200
  : >"$T/go"
  ends "$pid"
  equals "$status" 0
}

@test "a COMMAND that fails passes its status through, one that names nothing is 2" {
  mock_of
  syncbell wait int-1 -- sh -c 'exit 42'
  equals "$status" 42
  syncbell wait --json -- sh -c 'exit 7'
  equals "$status" 7
  equals "$(jq -r .error.kind <<<"$out")" local
  syncbell wait int-1 -- no-such-program-here
  equals "$status" 127
  syncbell wait -- true
  equals "$status" 2
  contains "$err" 'named no integration'
  syncbell wait -- echo 'two words'
  equals "$status" 2
}

@test "COMMAND is not run with a token that is refused, but while the API is down" {
  mock_of '"last_completed_sync":"-1h"'
  PROPEXO_API_TOKEN=wrong syncbell wait --json -- sh -c "echo ran >$T/ran; echo int-1"
  equals "$status" 4
  PROPEXO_API_TOKEN=wrong syncbell wait int-1 -- sh -c "echo ran >$T/ran"
  equals "$status" 4
  [ ! -e "$T/ran" ]
  gated_mock
  PROPEXO_API_TOKEN=wrong syncbell wait --public-url "http://127.0.0.1:{port}/" --listen 0 -- sh -c "echo ran >$T/ran"
  equals "$status" 4
  [ ! -e "$T/ran" ]
  syncbell wait --api-url http://127.0.0.1:9 --timeout 3s --json -- sh -c "echo ran >$T/ran; echo int-1"
  equals "$status" 124
  [ -e "$T/ran" ]
}

@test "COMMAND is run though the API takes its time, and not without any time for it" {
  start_mock <<<'{"integrations":[{"id":"int-1","name":"One","vendor":"YARDI"}],
    "api_faults":[{"method":"GET","path":"/v1/admin/integrations/","delay":"20s","times":100}]}'
  start named wait --timeout 3s -- sh -c "echo ran >$T/ran; echo int-1"
  named=$pid
  start baseline wait int-1 --event SYNC_COMPLETE --timeout 3s -- sh -c "echo ran >$T/ran-too"
  for pid in "$pid" "$named"; do
    ends "$pid"
    equals "$status" 124
  done
  contains "$(<"$T/said/named.err")" 'the API has not answered yet; COMMAND is run all the same'
  [ -e "$T/ran" ] && [ -e "$T/ran-too" ]
  syncbell wait --timeout 0 -- sh -c "echo ran >$T/not"
  equals "$status" 124
  contains "$err" 'COMMAND was not run'
  [ ! -e "$T/not" ]
}

@test "COMMAND does not outlive the deadline" {
  mock_of
  syncbell wait int-1 --timeout 500ms -- sh -c "echo \$\$ >$T/child; exec sleep 60"
  equals "$status" 124
  is_gone "$(<"$T/child")"
}

@test "what was answered 200 is judged, even when the deadline passes meanwhile" {
  listening_wait int-1 --via webhook --timeout 1s --json -- sh -c "trap '' TERM; sleep 2; sleep 2"
  hears wait.err listening
  until_true 10 deliver_late
  ends "$pid"
  equals "$(result .outcome "$T/said/wait.out")" satisfied
  equals "$status" 124 # COMMAND was cut off
}
deliver_late() { # after the deadline, while COMMAND is still being ended
  [ "$(ps -o etimes= -p "$pid" | tr -d ' ')" -ge 1 ] && [ "$(deliver_signed "$port" "$FIRST")" = 200 ]
}

@test "a COMMAND cut off by the deadline is 124, whatever the state says" {
  mock_of '"last_completed_sync":"-1h"'
  syncbell wait int-1 --timeout 300ms --json -- sleep 20
  equals "$status" 124
  contains "$(result .reason)" COMMAND
  syncbell wait --timeout 300ms --json -- sleep 20
  equals "$status" 124
  equals "$(result .outcome)" timed_out
  contains "$err" COMMAND
}

@test "COMMAND takes its own children with it, and background writers hold nobody up" {
  mock_of '"last_completed_sync":"-1h"'
  syncbell wait int-1 --timeout 300ms -- sh -c "sleep 77 & echo \$! >$T/grandchild; wait"
  equals "$status" 124
  until_true 5 is_gone "$(<"$T/grandchild")"
  syncbell wait --timeout 20s -- sh -c "(while :; do echo int-1; sleep 0.01; done) & echo \$! >$T/writer; echo int-1"
  kill "$(<"$T/writer")" || true
  equals "$status" 0
}

@test "a COMMAND that writes the token ends it with 2 and is not quoted" {
  mock_of
  syncbell wait -- env
  equals "$status" 2
  contains "$err" 'COMMAND wrote the API token or a signing secret to standard output'
  unset PROPEXO_API_TOKEN # it is in a file, and shown nowhere all the same (teardown)
  syncbell wait --token-file "$T/token" -- cat "$T/token"
  equals "$status" 2
  syncbell wait --token-file "$T/token" -- sh -c "cat '$T/token'; exit 9"
  equals "$status" 9
}

@test "what COMMAND wrote is not lost where nobody is waited for because of it" {
  mock_of
  syncbell wait -- sh -c 'echo "Creating a customer"; echo int-1'
  equals "$status" 2
  contains "$err" 'COMMAND wrote to standard output: Creating a customer'
  contains "$err" 'COMMAND wrote to standard output: int-1'
  syncbell wait --json -- sh -c 'echo int-1; exit 22'
  equals "$status" 22
  contains "$err" 'COMMAND wrote to standard output: int-1'
  syncbell wait --timeout 300ms --json -- sh -c 'echo int-1; exec sleep 20'
  equals "$status" 124
  contains "$err" 'COMMAND wrote to standard output: int-1'
  [ "$(result '.waited_seconds * 10 | floor')" -ge 3 ]
}
