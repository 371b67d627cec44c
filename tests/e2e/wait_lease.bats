# Waiting by a subscription that wait makes for itself, and that it takes away whatever happens.
load harness
load lease

@test "a webhook of its own ends it, and nothing is left behind" {
  gated_mock
  leased_wait int-1
  hears int-1.out '"type":"ready"'
  webhook=$(api "/v1/webhooks/$(ours)" | jq -c .results)
  equals "$(jq -c '[.triggers[].trigger]' <<<"$webhook")" '["FIRST_SYNC_COMPLETE"]'
  equals "$(jq -r '.headers[] | select(.header == "x-syncbell-integrations").value' <<<"$webhook")" int-1
  completes int-1
  ends_with int-1 0
  equals "$(result .source "$T/said/int-1.out")" webhook
  equals "$(result .left_behind "$T/said/int-1.out")" null
  nothing_is_left
  all_was_valid
  if grep -rF "$(jq -r .secret <<<"$webhook")" "$T/said"; then false; fi
}

@test "what the first look knows registers nothing" {
  gated_mock
  completes int-1
  leased_wait int-1
  ends_with int-1 0
  equals "$(requests 'POST /v1/webhooks')" 0
}

complete_in_each() {
  gated_mock
  local n=0 gap
  for gap in "$@"; do
    n=$((n + 1))
    # shellcheck disable=SC2086 # four words
    holds $gap
    "wait_through_${gap%% *}" "int-$n"
    is_held "${gap%% *}"
    completes "int-$n"
    goes_on "${gap%% *}"
    ends_with "int-$n" 0
    equals "$(result '.waited_seconds < 10' "$T/said/int-$n.out")" true
    nothing_is_left
  done
  all_was_valid
}
@test "a sync that completes in any gap before there is a subscription ends it with 0, and at once" {
  complete_in_each 'api GET /v1/admin/integrations/ after' 'tunnel POST / before' 'tunnel POST / after' \
    'api GET /v1/webhooks/ before'
}
@test "a sync that completes in any gap around its creation ends it with 0, and at once" {
  complete_in_each 'api GET /v1/webhooks/ after' 'api POST /v1/webhooks/ before' 'api POST /v1/webhooks/ after'
}

@test "a sync that completes before, during or after COMMAND ends it with 0" {
  gated_mock
  for n in 1 2 3; do
    leased_wait "int-$n" -- sh -c "touch $T/runs$n; until [ -e $T/end$n ]; do sleep 0.02; done"
    until_true 10 test -e "$T/runs$n"
    if [ $n = 1 ]; then completes "int-$n"; fi
    if [ $n = 2 ]; then holds api GET /v1/admin/integrations/ before; fi
    if [ $n = 3 ]; then holds api GET /v1/admin/integrations/ after; fi
    : >"$T/end$n"
    if [ $n != 1 ]; then
      is_held api
      completes "int-$n"
      goes_on api
    fi
    ends_with "int-$n" 0
    nothing_is_left
  done
  leased_wait int-4 --start-sync
  ends_with int-4 0
  nothing_is_left
}

# The steps at which a run can be stopped: what is held open, and how the wait gets there.
arming='tunnel POST / before
api GET /v1/webhooks/ before
api POST /v1/webhooks/ before
api POST /v1/webhooks/ after'
waiting='api GET /v1/admin/integrations/ before --after-command
api POST /v1/admin/integrations/ before --start-sync
api DELETE /v1/webhooks/ before --done'

# Starts the wait of step LINE for int-N and has it come to that step, through $gate.
reach_step() {
  local n=$1 line=$2 flags=()
  case $line in
  *--after-command) flags=(-- true) ;; # so that there is no look before
  *--start-sync) flags=(--start-sync) ;;
  esac
  gate=${line%% *}
  # shellcheck disable=SC2086 # four words
  holds ${line%% --*}
  "wait_through_$gate" "int-$n" "${flags[@]}"
  case $line in *--done)
    hears "int-$n.out" '"type":"ready"'
    completes "int-$n"
    ;;
  esac
  is_held "$gate"
}

stop_at_each() {
  gated_mock
  local n=0 line signal signals=(TERM:143 INT:130 HUP:129)
  while read -r line; do
    n=$((n + 1))
    signal=${signals[n % 3]}
    reach_step $n "$line"
    kill "-${signal%:*}" "$pid"
    until_true 5 has_taken_signals "$pid"
    if [ "$gate" = api ]; then goes_on api; fi
    case $line in
    *--done) ends_with "$line" 0 ;;
    *) ends_with "$line" "${signal#*:}" ;;
    esac
    nothing_is_left
  done <<<"$1"
}
@test "a signal at any step before it waits leaves nothing behind" { stop_at_each "$arming"; }
@test "a signal at any step from then on leaves nothing behind" { stop_at_each "$waiting"; }

@test "kill -9 at any step leaves at most what the next run removes once the lease has ended" {
  gated_mock
  n=0
  while read -r line; do
    n=$((n + 1))
    reach_step $n "$line"
    kill -KILL "$pid"
    if [ "$gate" = api ]; then goes_on api; fi
    ends_with "$line" 137
  done <<<"$arming"$'\n'"$waiting"
  until_true 5 is_made
  before=$(ours | wc -l)
  leased_wait int-19
  hears int-19.out '"type":"ready"'
  equals "$(ours | wc -l)" $((before + 1)) # no lease has ended yet
  completes int-19
  ends_with int-19 0
  for id in $(ours); do
    headers=$(api "/v1/webhooks/$id" |
      jq -c '[.results.headers[] | if .header == "x-syncbell-expires" then .value = "2020-01-01T00:00:00Z" else . end]')
    api "/v1/webhooks/$id" -o /dev/null -X PUT -d "{\"headers\":$headers}"
  done
  leased_wait int-20
  hears int-20.out '"type":"ready"'
  equals "$(ours | wc -l)" 1
  completes int-20
  ends_with int-20 0
  nothing_is_left
}

lose_api_at_each() {
  gated_mock
  local n=0 line
  while read -r line; do
    n=$((n + 1))
    reach_step $n "$line"
    : >"$T/api/down"
    goes_on "$gate"
    case $line in
    *--start-sync) ;;
    *) completes "int-$n" ;;
    esac
    rm "$T/api/down"
    ends_with "$line" 0
    nothing_is_left
  done <<<"$1"
}
@test "an API that goes away and comes back before it waits costs neither wait nor clean-up" {
  lose_api_at_each "$arming"
}
@test "an API that goes away and comes back from then on costs neither wait nor clean-up" {
  lose_api_at_each "$waiting"
}

@test "a COMMAND that fails or is killed leaves nothing behind, nor does one that is cut off" {
  gated_mock
  leased_wait int-1 -- sh -c 'exit 7'
  ends_with int-1 7
  nothing_is_left
  leased_wait int-2 -- sh -c 'kill -KILL $$'
  ends_with int-2 137
  nothing_is_left
  leased_wait int-3 --timeout 1s -- sleep 60
  ends_with int-3 124
  nothing_is_left
}

@test "a deadline leaves nothing behind, and says that the subscription was active" {
  gated_mock
  leased_wait int-1 --timeout 1s
  ends_with int-1 124
  contains "$(<"$T/said/int-1.err")" ' was active'
  contains "$(<"$T/said/int-1.err")" "--public-url 'http://127.0.0.1:{port}/'"
  nothing_is_left
}

@test "a second signal ends COMMAND with its group, gives the clean-up up and says how to do it" {
  gated_mock
  leased_wait int-1 -- sh -c "trap '' TERM INT; sh -c 'sleep 60 & echo \$! >$T/grandchild; wait' & echo \$\$ >$T/child; wait"
  until_true 10 test -s "$T/child"
  until_true 10 test -s "$T/grandchild"
  kill -INT "$pid"
  hears int-1.err 'made subscription'
  until_true 5 has_taken_signals "$pid"
  kill -INT "$pid"
  ends_with int-1 130
  contains "$(<"$T/said/int-1.err")" "syncbell unsubscribe $(ours) --yes"
  until_true 5 is_gone "$(<"$T/child")"
  until_true 5 is_gone "$(<"$T/grandchild")"

  holds api DELETE /v1/webhooks/ before
  leased_wait int-2
  hears int-2.out '"type":"ready"'
  kill -TERM "$pid"
  is_held api
  kill -TERM "$pid"
  ends_with int-2 143
  contains "$(<"$T/said/int-2.err")" 'syncbell unsubscribe '
}

@test "what cannot be removed is named on standard error and in the last result" {
  gated_mock '{"api_faults":[{"method":"DELETE","path":"/v1/webhooks/*","status":403,"times":1}]}'
  leased_wait int-1
  hears int-1.out '"type":"ready"'
  completes int-1
  ends_with int-1 0
  command="syncbell unsubscribe $(ours) --yes"
  contains "$(<"$T/said/int-1.err")" "remove it with: $command"
  equals "$(result .left_behind "$T/said/int-1.out")" "$command"
  equals "$(tail -n 1 "$T/said/int-1.out" | jq -r .type)" result
  # shellcheck disable=SC2086 # it is a command
  syncbell ${command#syncbell }
  equals "$status" 0
  nothing_is_left
}

@test "what cannot be removed is in the last result where COMMAND has failed before it named anything" {
  gated_mock '{"api_faults":[{"method":"DELETE","path":"/v1/webhooks/*","status":403,"times":1}]}'
  start onboard wait --listen 0 --public-url 'http://127.0.0.1:{port}/' --json -- false
  ends_with onboard 1
  equals "$(result '[.integration_id, .outcome, .left_behind] | tojson' "$T/said/onboard.out")" \
    "[null,\"error\",\"syncbell unsubscribe $(ours) --yes\"]"
}

@test "what cannot be meant is refused" {
  PROPEXO_API_TOKEN=$TOKEN syncbell wait int-1 --public-url http://127.0.0.1:1/
  equals "$status" 2
  contains "$err" 'cannot reach'
  syncbell wait int-1 --public-url https://a.example/
  equals "$status" 4
  gated_mock
  leased_wait int-1 --path /hook
  ends_with int-1 2
  contains "$(<"$T/said/int-1.err")" 'leave --path out'
  equals "$(requests 'POST /v1/webhooks')" 0
}
