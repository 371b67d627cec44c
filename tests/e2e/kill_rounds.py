#!/usr/bin/env python3
"""Kills listeners with SIGKILL at random instants under load, round after round on one store, and
checks after each that every delivery that was answered 200 is there byte for byte, and that nothing
in the store that looks like a record is a part of one.

usage: kill_rounds.py SYNCBELL SECRET_FILE STORE ROUNDS LISTENERS"""
import base64
import hashlib
import hmac
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time

SYNCBELL, SECRET_FILE, STORE, ROUNDS, LISTENERS = sys.argv[1:4] + [int(n) for n in sys.argv[4:6]]
SECRET = open(SECRET_FILE, "rb").read().strip()
SENDERS = 6  # for each listener
SEED = int(os.environ.get("SYNCBELL_KILL_SEED", random.randrange(1 << 30)))
CHANCE = random.Random(SEED)


def body_of(number):
    """A payload that says its number; every few are long, or not UTF-8."""
    pad = "x" * (number * 7919 % 900 if number % 16 else 150_000)
    odd = b"\xff\0" if number % 5 == 0 else b""
    return json.dumps({"event": "SYNC_COMPLETE", "integration_id": "int-1", "n": number,
                       "pad": pad}).encode() + b"\r\n" + odd


class Sender(threading.Thread):
    """Delivers one payload after the other until its listener is gone."""

    def __init__(self, port, numbers):
        super().__init__()
        self.port, self.numbers, self.acknowledged = port, numbers, []

    def run(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
                while True:
                    number = next(self.numbers)
                    if self.deliver(connection, body_of(number)):
                        self.acknowledged.append(number)
        except OSError:
            pass  # killed

    @staticmethod
    def deliver(connection, body):
        signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\npropexo-signature: %s\r\n"
                           b"Content-Length: %d\r\n\r\n%s" % (signature.encode(), len(body), body))
        reply = b""
        while b"\r\n\r\nreceived\n" not in reply:
            piece = connection.recv(4096)
            if not piece:
                raise ConnectionError
            reply += piece
        return reply.startswith(b"HTTP/1.1 200 ")


class Listener:
    def __init__(self, name):
        self.port_file = f"{STORE}.{name}.port"
        with open(f"{STORE}.err", "ab") as errors:
            self.process = subprocess.Popen(
                [SYNCBELL, "listen", "--listen", "0", "--port-file", self.port_file, "--follow",
                 "--quiet", "--secret-file", SECRET_FILE, "--save", STORE],
                stdout=subprocess.DEVNULL, stderr=errors)
        self.port = self.read_port()

    def read_port(self):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                text = open(self.port_file, encoding="ascii").read()
                if text:
                    os.unlink(self.port_file)
                    return int(text)
            except FileNotFoundError:
                time.sleep(0.002)
        sys.exit("a listener did not come up: " + open(f"{STORE}.err").read()[-2000:])

    def end(self, how):
        self.process.send_signal(how)
        return self.process.wait(20)


def records_of_file(path, begin):
    """The whole lines from an offset on, and where they end."""
    with open(path, "rb") as file:
        file.seek(begin)
        text = file.read()
    whole = text[:text.rfind(b"\n") + 1]
    return whole.splitlines(), begin + len(whole)


class Store:
    """Reads what has come into the store, each record once."""

    def __init__(self):
        self.is_file = STORE.endswith(".jsonl")
        self.bodies, self.offset, self.seen = {}, 0, set()

    def read(self):
        for record in self.new_records():
            delivery = json.loads(record)  # a part of one would not be JSON
            assert delivery["type"] == "delivery" and delivery["signature"] == "valid"
            body = (delivery["body"].encode() if "body" in delivery
                    else base64.b64decode(delivery["body_base64"]))
            number = json.loads(body.rstrip(b"\xff\0"))["n"]
            assert body == body_of(number), f"number {number} came back changed"
            self.bodies[number] = True

    def new_records(self):
        if self.is_file:
            lines, self.offset = records_of_file(STORE, self.offset)
            return lines
        names = {name for name in os.listdir(STORE) if not name.startswith(".")}
        new, self.seen = names - self.seen, names
        return [open(os.path.join(STORE, name), "rb").read() for name in new]

    def is_tidy(self):
        if self.is_file:
            with open(STORE, "rb") as file:
                text = file.read()
            return text.endswith(b"\n") and all(json.loads(line) for line in text.splitlines())
        return all(not name.startswith(".") for name in os.listdir(STORE))


def main():
    numbers = iter(range(1 << 40))  # next() of it is atomic
    store, acknowledged = Store(), []
    for number in range(ROUNDS):
        listeners = [Listener(name) for name in range(LISTENERS)]
        senders = [Sender(listener.port, numbers) for listener in listeners for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        for listener in listeners:  # one after the other: the rest goes on
            time.sleep(CHANCE.uniform(0, 0.15))
            listener.end(signal.SIGKILL)
        for sender in senders:
            sender.join()
        store.read()
        acknowledged += [n for sender in senders for n in sender.acknowledged]
        missing = [n for n in acknowledged if n not in store.bodies]
        assert not missing, f"seed {SEED}, round {number}: answered 200 and not there: {missing[:9]}"
    Listener("last").end(signal.SIGTERM)
    assert store.is_tidy(), f"seed {SEED}: something unfinished was left behind"
    assert len(acknowledged) > ROUNDS, "there was no load"
    print(f"{ROUNDS} rounds, {len(acknowledged)} answered 200, {len(store.bodies)} kept, seed {SEED}")


main()
