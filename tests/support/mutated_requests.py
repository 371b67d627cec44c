#!/usr/bin/env python3
"""Honest deliveries, mutated as a whole and sent to a listener.

mutated_requests.py SYNCBELL SECONDS FOLDER [SEED]   keeps at it for SECONDS; what fails is put into FOLDER
mutated_requests.py SYNCBELL --again FILE            sends what failed once more

Whatever it is sent, the listener lives on, answers nothing but HTTP, accepts no body but those that were
signed, keeps a record of each that it accepts, and takes an honest delivery afterwards.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

SECRET = b"a secret of the fuzzer"
BODIES = [b'{"event":"SYNC_COMPLETE","integration_id":"int-1","successful_job_count":49}', b"{}", b"\xff\x00\r\n\r\n0\r\n"]
STATUS = re.compile(rb"HTTP/1\.1 ([1-5]\d\d) [ -~]*\r\n((?:[!-9;-~]+: ?[ -~\t]*\r\n)*)\r\n")
WORDS = [b"\r\n", b"\n", b"\r", b"\0", b" ", b"\t", b":", b";", b",", b"0", b"-1", b"18446744073709551616", b"\r\n\r\n",
         b"0\r\n\r\n", b"Content-Length: 2\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
         b"Connection: close\r\n", b"Host: h\r\n", b"GET", b"HEAD", b"HTTP/1.0", b"http://h", b"*", b"%00", b"\xff"]


def signature(body):
    return hmac.new(SECRET, body, hashlib.sha256).hexdigest()


def chunked(body, dice):
    pieces = []
    while body:
        size = dice.randint(1, len(body))
        pieces.append(b"%x\r\n%s\r\n" % (size, body[:size]))
        body = body[size:]
    return b"".join(pieces) + b"0\r\n\r\n"


def honest(body, dice, is_chunked=False):
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\npropexo-signature: %s\r\n" % signature(body).encode()
    if is_chunked:
        return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(body, dice)
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def mutate(request, dice):
    at, to = sorted(dice.randint(0, len(request)) for _ in range(2))
    kind = dice.randrange(7)
    if kind == 0 and at < len(request):  # one bit
        return request[:at] + bytes([request[at] ^ 1 << dice.randrange(8)]) + request[at + 1:]
    if kind == 1:
        return request[:at] + request[min(to, at + 16):]
    if kind == 2:  # a piece twice, or elsewhere
        other = dice.randint(0, len(request))
        return request[:other] + request[at:min(to, at + 64)] + request[other:]
    if kind == 3:
        return request[:at] + dice.choice(WORDS) + request[at:]
    numbers = list(re.finditer(rb"\d+", request))
    if kind == 4 and numbers:
        number = dice.choice(numbers)
        value = dice.choice([b"0", b"1", b"-1", b"4294967296", b"18446744073709551615", b"5242881", b"%d" % dice.randint(0, 200)])
        return request[:number.start()] + value + request[number.end():]
    if kind == 5:  # the order of the lines
        lines = request.split(b"\r\n")
        dice.shuffle(lines)
        return b"\r\n".join(lines)
    return request[:at] if dice.random() < 0.2 else request[:at] + dice.randbytes(dice.randint(1, 8)) + request[at:]


def mutant(dice):
    requests = []
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        request = honest(dice.choice(BODIES), dice, dice.random() < 0.4)
        for _ in range(dice.choice([0, 1, 1, 1, 2, 4, 8])):
            request = mutate(request, dice) or b"\r\n"
        requests.append(request)
    return b"".join(requests)


def exchange(port, request, dice):
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        try:
            for _ in range(dice.choice([0, 0, 1, 3])):
                size = dice.randint(0, len(request))
                connection.sendall(request[:size])
                request = request[size:]
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused before it was all there
        try:
            while piece := connection.recv(65536):
                received += piece
        except ConnectionError:
            pass
    return received


def statuses(received):
    """Of the answers; fails where there is anything else."""
    found = []
    while received:
        answer = STATUS.match(received)
        if not answer:
            raise AssertionError(f"answered what is no HTTP: {received[:200]!r}")
        found.append(int(answer[1]))
        length = re.search(rb"(?i)^content-length: ?(\d+)\r\n", answer[2], re.M)
        size = int(length[1]) if length and found[-1] >= 200 else 0
        received = received[answer.end():]
        is_without_body = not received or received.startswith(b"HTTP/1.1 ")  # to HEAD
        received = received[0 if is_without_body else size:]
    return found


class Listener:
    def __init__(self, syncbell, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "secret").write_bytes(SECRET)
        (self.folder / "secret").chmod(0o600)
        self.out = open(self.folder / "out", "wb")
        self.err = open(self.folder / "err", "wb")
        self.process = subprocess.Popen(
            [syncbell, "listen", "--listen", "0", "--port-file", self.folder / "port", "--secret-file",
             self.folder / "secret", "--follow", "--json", "--quiet"],
            stdout=self.out, stderr=self.err, stdin=subprocess.DEVNULL)
        ends = time.monotonic() + 30
        while not (self.folder / "port").exists() and time.monotonic() < ends:
            assert self.process.poll() is None, "it does not start: " + self.said()
            time.sleep(0.05)
        self.port = int((self.folder / "port").read_text())

    def said(self):
        return (self.folder / "err").read_text(errors="replace")[-4000:]

    def check_alive(self):
        assert self.process.poll() is None, f"it ended with {self.process.returncode}: {self.said()}"

    def end(self):
        """Stops it, and gives the records it wrote."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        assert status == 128 + signal.SIGTERM, f"it ended with {status}: {self.said()}"
        lines = (self.folder / "out").read_bytes().splitlines()
        return [record for record in map(json.loads, lines) if record["type"] == "delivery"]


def check_record(record):
    body = base64.b64decode(record["body_base64"]) if "body_base64" in record else record["body"].encode()
    sent = next((value for name, value in record["headers"] if name.lower() == "propexo-signature"), "")
    assert sent.lower() == signature(body) and body in BODIES, f"it accepted what nobody signed: {record}"


def check_honest(port, dice):
    got = statuses(exchange(port, honest(BODIES[0], dice), dice))
    assert got == [200], f"an honest delivery was answered {got}"


def run(syncbell, requests, dice, keep):
    """Sends each, and gives how many were sent and how many deliveries accepted."""
    sent = accepted = 0
    with tempfile.TemporaryDirectory() as folder:
        listener = Listener(syncbell, folder)
        request = b""
        try:
            for request in requests:
                got = statuses(exchange(listener.port, request, dice))
                sent, accepted = sent + 1, accepted + got.count(200)
                listener.check_alive()
                if sent % 100 == 0:
                    check_honest(listener.port, dice)
                    accepted += 1
            check_honest(listener.port, dice)
            accepted += 1
            records = listener.end()
            for record in records:
                check_record(record)
            # An answer may be lost with a connection that is reset; a record may not.
            assert len(records) >= accepted, f"of {accepted} accepted deliveries {len(records)} were kept"
        except (AssertionError, OSError) as problem:
            is_dead = isinstance(problem, OSError) and listener.process.poll() is not None
            keep(request, f"{problem}: {listener.said()}" if is_dead else str(problem))
        finally:
            listener.process.kill()
            listener.process.wait()
    return sent, accepted


def mutants(seconds, dice):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        yield mutant(dice)


def main(syncbell, what, where, seed=None):
    seed = int(seed) if seed else random.SystemRandom().randrange(1 << 32)
    dice = random.Random(seed)

    def keep(request, problem):
        if what == "--again":
            sys.exit(f"it fails again: {problem}")
        path = pathlib.Path(where) / f"listener-{seed}"
        path.write_bytes(request)
        sys.exit(f"{problem}\nseed {seed}; sent last: {path}")

    if what == "--again":
        requests = [pathlib.Path(where).read_bytes()] * 100
    else:
        requests = mutants(float(what), dice)
    sent, accepted = run(syncbell, requests, dice, keep)
    print(f"{sent} requests, {accepted} deliveries accepted, seed {seed}")


main(*sys.argv[1:])
