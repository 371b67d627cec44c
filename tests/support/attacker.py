#!/usr/bin/env python3
"""What strangers do to a listener, and what an honest sender sees of it meanwhile.

attacker.py attack PORT KIND COUNT   keeps COUNT connections busy until it is ended; says "ready" once
                                     each has begun. What the listener closes is soon opened again.
attacker.py probe PORT SECRET        delivers for a while, and prints the slowest answer in milliseconds;
                                     fails with 1 where one is no 200, with 2 where one takes more than a
                                     second
"""
import hashlib
import hmac
import itertools
import resource
import select
import socket
import sys
import time

HEAD = b"POST / HTTP/1.1\r\nHost: h\r\n"
MIB = 1 << 20


PIECE = b"x" * (1 << 16)
ALL_BODIES = 64 * MIB  # what they may hold together


LISTS = b"[" + b"[]," * 1_700_000 + b"[]]"  # JSON of which the document takes many times the room


def unfinished(size):
    return HEAD + b"Content-Length: %d\r\n\r\n" % size + b"x" * (size - 1)


def hoard(number, count):
    """All the room there is, but for a few bytes: the last takes what the others have left."""
    size = min(5_000_000, ALL_BODIES // count + 1)
    return unfinished(size if number + 1 < count else ALL_BODIES - (count - 1) * (size - 1))


# What a connection begins with, and what it goes on with: once a second, or twenty times a second.
KINDS = {
    "heads": (HEAD + b"X: ", b"a", "slow"),
    "bodies": (HEAD + b"Content-Length: 99999\r\n\r\n", b"a", "slow"),
    "silent": (b"", b"", "slow"),
    "hoard": (hoard, b"", "slow"),
    "declared": (HEAD + b"Content-Length: %d\r\n\r\n" % (100 * MIB), PIECE, "fast"),
    "chunked": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % len(PIECE) + PIECE + b"\r\n", "fast"),
    "unsigned": (b"", HEAD + b"Content-Length: 2\r\n\r\n{}", "fast"),
    "lists": (b"", HEAD + b"Content-Length: %d\r\n\r\n" % len(LISTS) + LISTS, "fast"),
    "unread": (b"", (HEAD + b"Content-Length: 2\r\n\r\n{}") * 1000, "unread"),
}


class Stranger:
    def __init__(self, port, poll, opening, again, pace):
        self.port, self.poll = port, poll
        self.opening, self.again, self.pace = opening, again, pace
        self.has_begun = False
        self.open()

    def open(self):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        if self.pace == "unread":  # and little fits in between
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.left = memoryview(self.opening)
        self.socket.connect_ex(("127.0.0.1", self.port))
        self.poll.register(self.socket, select.EPOLLIN | select.EPOLLOUT | select.EPOLLET)

    def close(self):
        self.socket.close()
        self.socket = None

    def act(self):
        try:
            while self.pace != "unread":
                if self.socket.recv(65536) == b"":
                    return self.close()
        except BlockingIOError:
            pass
        except OSError:
            return self.close()
        self.send()

    def send(self):
        try:
            if self.left:
                self.left = self.left[self.socket.send(self.left):]
            self.has_begun |= not self.left
        except BlockingIOError:
            return
        except OSError:
            self.close()

    def go_on(self):
        if self.socket and not self.left:
            self.left = memoryview(self.again)
        if self.socket:
            self.send()


def attack(port, kind, count):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    poll = select.epoll()
    opening, again, pace = KINDS[kind]
    openings = [opening(number, count) if callable(opening) else opening for number in range(count)]
    strangers = [Stranger(port, poll, own, again, pace) for own in openings]
    rounds_of_one = {"slow": 20, "fast": 1, "unread": 1}[pace]
    is_ready = False
    for number in itertools.count(1):
        by_number = {stranger.socket.fileno(): stranger for stranger in strangers if stranger.socket}
        ends = time.monotonic() + 0.05
        while (left := ends - time.monotonic()) > 0:
            for event, _ in poll.poll(left):
                if event in by_number and by_number[event].socket:
                    by_number[event].act()
        for stranger in strangers:
            if not stranger.socket and number % 10 == 0:
                stranger.open()
            if stranger.left or number % rounds_of_one == 0:
                stranger.go_on()
        if not is_ready and all(stranger.has_begun for stranger in strangers):
            is_ready = True
            print("ready", flush=True)


def probe(port, secret):
    body = b'{"event":"SYNC_COMPLETE","integration_id":"honest"}'
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    request = HEAD + b"propexo-signature: %s\r\nContent-Length: %d\r\n\r\n" % (signature.encode(), len(body)) + body
    slowest = 0
    ends = time.monotonic() + 1.5
    while time.monotonic() < ends:
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(request)
            answer = connection.recv(4096)
        took = (time.monotonic() - begun) * 1000
        slowest = max(slowest, took)
        if not answer.startswith(b"HTTP/1.1 200 "):
            sys.exit(f"an honest delivery was answered {answer[:40]!r} after {took:.0f} ms")
        time.sleep(0.05)
    print(f"{slowest:.0f}")
    sys.exit(2 if slowest > 1000 else 0)


if __name__ == "__main__":
    if sys.argv[1] == "attack":
        attack(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        probe(int(sys.argv[2]), sys.argv[3])
