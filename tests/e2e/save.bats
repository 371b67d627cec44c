# What --save keeps, and what happens when it cannot.
load harness

# Starts a listener on a port of its own, as $pid and $port, behind the command that COMMAND_BEFORE
# holds. Standard output goes nowhere, as a full disk must not mean it.
COMMAND_BEFORE=()
saver() {
  rm -f "$T/port"
  "${COMMAND_BEFORE[@]}" "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" \
    --timeout 60s "$@" >/dev/null 2>"$T/said/saver.err" 3>&- &
  pid=$!
  STARTED+=("$pid")
  port=$(port_of "$T/port")
}

delivers() { equals "$(deliver_signed "$port" "$1")" "$2"; }

# A body of so many bytes.
big() { head -c "$1" /dev/zero | tr '\0' x; }

times() { grep -cF -- "$1" "$T/said/saver.err" || true; }

@test "--json and --save of listen and of wait write the same record" {
  start one listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --json --save "$T/one.jsonl"
  deliver_signed "$(port_of "$T/port")" "$FIRST"
  ends "$pid"
  equals "$status" 0
  jq -c 'select(.type == "delivery")' "$T/said/one.out" | cmp - <(jq -c . "$T/one.jsonl")
  sed -n 2p "$T/said/one.out" | cmp - "$T/one.jsonl"
  listening_wait int-1 --save "$T/wait.jsonl"
  deliver_signed "$port" "$FIRST"
  ends "$pid"
  equals "$status" 0
  same() { jq -c 'del(.received_at) | .headers |= map(select(.[0] != "Host"))' "$1"; }
  same "$T/wait.jsonl" | cmp - <(same "$T/one.jsonl")
}

@test "whatever the body it comes back byte for byte from a file and from a folder" {
  mkdir "$T/bodies"
  printf '{ "n": 123456789012345678901234567890.10, "n": 1e400,\r\n "t":"caf\u00e9 \\u00e9" }  ' >"$T/bodies/a"
  printf 'a\0b\xff\xfe\xc3' >"$T/bodies/b"
  : >"$T/bodies/c"
  printf '\xef\xbb\xbf{}\n\n' >"$T/bodies/d"
  big 5242880 >"$T/bodies/e"
  head -c 5242880 /dev/urandom >"$T/bodies/f"
  for store in captures.jsonl captures; do
    saver --count 6 --save "$T/$store"
    for body in "$T"/bodies/*; do
      equals "$(deliver "$port" "@$body" -H "propexo-signature: $(sign <"$body")")" 200
    done
    ends "$pid"
    equals "$status" 0
  done
  cat "$T"/captures/*.json >"$T/from-folder.jsonl"
  for store in captures from-folder; do
    python3 - "$T/$store.jsonl" "$T/bodies" <<'P'
import base64, json, sys
records = [json.loads(line) for line in open(sys.argv[1], "rb").read().splitlines()]
assert len(records) == 6
for record, name in zip(records, "abcdef"):
    body = record["body"].encode() if "body" in record else base64.b64decode(record["body_base64"])
    assert body == open(f"{sys.argv[2]}/{name}", "rb").read(), name
P
  done
}

@test "files are 0600 and folders 0700 and named after what is in them" {
  umask 022
  saver --count 2 --save "$T/a/captures"
  delivers "$FIRST" 200
  delivers 'not JSON' 200
  ends "$pid"
  saver --save "$T/b/captures.jsonl"
  delivers "$FIRST" 200
  ends "$pid"
  equals "$(stat -c %a "$T/a" "$T/a/captures" "$T"/a/captures/* "$T/b" "$T/b/captures.jsonl" | xargs)" \
    '700 700 600 600 700 600'
  time='[0-9]{8}T[0-9]{6}\.[0-9]{3}Z'
  names=("$T"/a/captures/*)
  grep -Eqx "$time-FIRST_SYNC_COMPLETE-int-1-[0-9a-f]{4}\.json" <<<"${names[0]##*/}"
  grep -Eqx "$time-UNKNOWN-[0-9a-f]{4}\.json" <<<"${names[1]##*/}"
}

@test "a place that cannot be written is status 1 before it listens" {
  : >"$T/file"
  for path in "$T/file" "$T/file/x.jsonl" "$T/file/x"; do
    syncbell listen --listen 0 --secret-file "$T/secret" --save "$path"
    equals "$status" 1
    contains "$err" "cannot save to $path"
  done
  syncbell wait int-1 --save "$T/x.jsonl"
  equals "$status" 2
  contains "$err" --existing-subscription
}

@test "what a killed listener left unfinished is cleared away by the next, which says so" {
  mkdir "$T/captures"
  echo '{"bo' >"$T/captures/.syncbell-a1b2c3.part"
  printf '{"whole":1}\n{"type":"delivery","version":1,"body":"{\\"a\\":{}' >"$T/captures.jsonl"
  saver --save "$T/captures"
  equals "$(ls -A "$T/captures")" ''
  contains "$(<"$T/said/saver.err")" '1 unfinished file'
  saver --save "$T/captures.jsonl"
  equals "$(<"$T/captures.jsonl")" '{"whole":1}'
  contains "$(<"$T/said/saver.err")" 'bytes were cut off'
}

@test "a file that ends in a part of something else is left as it is: 1" {
  printf 'a,b\nc,d' >"$T/notes.jsonl"
  syncbell listen --listen 0 --secret-file "$T/secret" --save "$T/notes.jsonl"
  equals "$status" 1
  contains "$err" 'its last line is neither a whole record nor a part of one; end that line, or save to another file'
  printf 'a,b\nc,d' | cmp - "$T/notes.jsonl"
}

@test "two listeners on one file keep their lines apart" {
  saver --follow --save "$T/captures.jsonl"
  one=$port
  saver --follow --save "$T/captures.jsonl"
  for i in $(seq 10); do
    for to in "$one" "$port"; do
      (deliver_signed "$to" "$(big 20000)" >"$T/answer.$to.$i") &
      CHILDREN+=("$!")
    done
  done
  wait "${CHILDREN[@]}"
  equals "$(cat "$T"/answer.* | grep -o 200 | wc -l)" 20
  equals "$(jq -c '.body | length' "$T/captures.jsonl" | uniq -c | xargs)" '20 20000'
}

@test "a file that may not grow is answered 500 and told once until it works again" {
  # bash ends what outgrows the limit unless that is ignored; what is started inherits both.
  COMMAND_BEFORE=(bash -c 'ulimit -f 16 && exec "$@"' -)
  saver --follow --save "$T/captures.jsonl"
  delivers "$(big 10000)" 200
  delivers "$(big 10000)" 500
  delivers "$(big 10001)" 500
  equals "$(times 'cannot save to')" 1
  delivers "$FIRST" 200 # there is room for it
  equals "$(times 'saved again')" 1
  delivers "$(big 10000)" 500
  equals "$(times 'cannot save to')" 2
  equals "$(jq -c '.body | length' "$T/captures.jsonl" | xargs)" "10000 ${#FIRST}"
  mv "$T/captures.jsonl" "$T/full.jsonl"
  delivers "$(big 10000)" 200
  equals "$(wc -l <"$T/captures.jsonl")" 1
  COMMAND_BEFORE=()
}

# A disk of 160 KiB at $T/disk, which only the listener sees, and we through its eyes.
small_disk() {
  mkdir "$T/disk"
  local root=(unshare --mount)
  NAMESPACES=(--mount)
  if [ "$(id -u)" != 0 ]; then
    root=(unshare --map-root-user --mount)
    NAMESPACES=(--user --preserve-credentials --mount)
  fi
  "${root[@]}" mount -t tmpfs -o size=160k none "$T/disk" 2>"$T/unshare" ||
    skip "no disk can be mounted here: $(head -n 1 "$T/unshare")"
  COMMAND_BEFORE=("${root[@]}" sh -c "mount -t tmpfs -o size=160k none '$T/disk' && exec \"\$@\"" -)
}

@test "a full disk is answered 500 and the listener goes on when there is room" {
  small_disk
  for store in captures.jsonl captures; do
    saver --follow --save "$T/disk/$store"
    disk=/proc/$pid/root$T/disk
    big 65536 >"$disk/in-the-way"
    kept=0
    while [ "$(deliver_signed "$port" "$(big 20000)")" = 200 ]; do kept=$((kept + 1)); done
    [ "$kept" -gt 0 ]
    delivers "$(big 20000)" 500
    contains "$(<"$T/said/saver.err")" 'No space left on device'
    equals "$(times 'cannot save to')" 1
    equals "$(find "$disk/$store" -type f -exec cat {} + | jq -c '.body | length' | wc -l)" "$kept"
    rm "$disk/in-the-way"
    delivers "$(big 20000)" 200
    equals "$(find "$disk/$store" -type f -exec cat {} + | jq -c '.body | length' | wc -l)" $((kept + 1))
  done
}

@test "a disk that becomes read-only is answered 500 and the listener goes on when it is not" {
  small_disk
  saver --follow --save "$T/disk/captures"
  delivers "$FIRST" 200
  # With the source named, mount does not repeat the options that the kernel shows, of which a namespace takes not all.
  remount() { nsenter --target "$pid" --root "${NAMESPACES[@]}" mount -o "remount,$1" none "$T/disk"; }
  remount ro
  delivers "$FIRST" 500
  contains "$(<"$T/said/saver.err")" 'Read-only file system'
  remount rw
  delivers "$FIRST" 200
}

@test "what is taken away while it is in use is made again as soon as that can be done" {
  for store in captures.jsonl captures; do
    saver --follow --save "$T/a/$store"
    delivers "$FIRST" 200
    rm -r "$T/a"
    delivers "$FIRST" 200
    equals "$(times 'made again')" 1
    rm -r "$T/a"
    : >"$T/a"
    delivers "$FIRST" 500
    delivers "$FIRST" 500
    equals "$(times 'cannot save to')" 1
    rm "$T/a"
    delivers "$FIRST" 200
    equals "$(find "$T/a/$store" -type f -exec cat {} + | wc -l)" 1
    rm -r "$T/a"
  done
}

@test "a delivery that cannot be written to standard output is saved and answered 500" {
  [ -w /dev/full ] || skip "there is no /dev/full here"
  "$SYNCBELL" listen --listen 0 --port-file "$T/port" --secret-file "$T/secret" --save "$T/x.jsonl" \
    >/dev/full 2>"$T/said/listener.err" 3>&- &
  STARTED+=("$!")
  port=$(port_of "$T/port")
  delivers "$FIRST" 500
  equals "$(wc -l <"$T/x.jsonl")" 1
}

# Lets the disk take its time, and fail while $T/fails is there; its calls are counted in $T/syncs.
slow_disk() {
  g++ -shared -fPIC -o "$T/failing_sync.so" "$BATS_TEST_DIRNAME/failing_sync.cpp"
  COMMAND_BEFORE=(env LD_PRELOAD="$T/failing_sync.so" SYNC_LOG="$T/syncs" SYNC_FAILS="$T/fails"
    ASAN_OPTIONS="${ASAN_OPTIONS-}:verify_asan_link_order=0")
}

@test "the 200 follows the disk: what it refuses is answered 500 and does not stay" {
  slow_disk
  for store in captures.jsonl captures; do
    saver --follow --save "$T/$store"
    delivers "$FIRST" 200
    touch "$T/fails"
    delivers "$FIRST" 500
    contains "$(<"$T/said/saver.err")" 'Input/output error'
    rm "$T/fails"
    equals "$(find "$T/$store" -type f -exec cat {} + | wc -l)" 1
    delivers "$FIRST" 200
    equals "$(find "$T/$store" -type f -exec cat {} + | wc -l)" 2
  done
}

@test "deliveries that come while the disk is busy share one sync" {
  slow_disk
  saver --count 60 --save "$T/captures.jsonl"
  : >"$T/syncs"
  python3 - "$port" "$(printf %s "$FIRST" | sign)" "$FIRST" <<'P'
import socket, sys
port, signature, body = int(sys.argv[1]), sys.argv[2], sys.argv[3]
senders = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
for sender in senders:
    sender.sendall(f"POST / HTTP/1.1\r\nHost: x\r\npropexo-signature: {signature}\r\n"
                   f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
for sender in senders:
    assert b" 200 " in sender.recv(4096)
P
  ends "$pid"
  equals "$(wc -l <"$T/captures.jsonl")" 60
  syncs=$(wc -c <"$T/syncs")
  echo "$syncs syncs for 60 deliveries"
  [ "$syncs" -le 20 ]
}
