#!/usr/bin/env python3
"""Requests that no honest sender sends, and the answers they get.

malformed.py PORT: sends each to a listener that takes unsigned deliveries at "/", and fails with what was
answered otherwise than it says here. A request that is refused is followed by another, which must not be
answered: whoever reads the first in another way than we do would hide it there.
"""
import re
import socket
import sys

KIB = 1024


def head(*lines, first="POST / HTTP/1.1", host="Host: h"):
    return "\r\n".join([first, *([host] if host else []), *lines, "", ""]).encode("latin-1")


def post(body, *lines):
    return head(f"Content-Length: {len(body)}", *lines) + body


def chunks(text, *lines):
    return head("Transfer-Encoding: chunked", *lines) + text


def first(line):
    return head(first=line)


LAST = "Connection: close"
SMUGGLED = post(b"smuggled")
CASES = [
    # where the body ends
    ("both lengths", head("Content-Length: 4", "Transfer-Encoding: chunked") + b"0\r\n\r\n", [400]),
    ("both lengths, the other way round", head("Transfer-Encoding: chunked", "Content-Length: 4") + b"0\r\n\r\n", [400]),
    ("two lengths that agree", head("Content-Length: 4", "Content-Length: 4") + b"abcd", [400]),
    ("two lengths that do not", head("Content-Length: 4", "content-length: 2") + b"abcd", [400]),
    ("a list of lengths", head("Content-Length: 4, 4") + b"abcd", [400]),
    ("no length", head(), [411]),
    *[(f"the length {text!r}", head("Content-Length: " + text) + b"abcd", [400])
      for text in ("-4", "+4", "0x4", "4 4", "", "4.0", "4a", "\xb2")],
    ("a length beyond all numbers", head("Content-Length: 99999999999999999999"), [413]),
    ("a length beyond the limit", head("Content-Length: 5242881"), [413]),
    ("chunks of two kinds", head("Transfer-Encoding: gzip, chunked") + b"0\r\n\r\n", [501]),
    ("nearly chunked", head("Transfer-Encoding: xchunked") + b"0\r\n\r\n", [501]),
    ("chunked twice", head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + b"0\r\n\r\n", [400]),
    ("chunked in HTTP/1.0", head("Transfer-Encoding: chunked", first="POST / HTTP/1.0") + b"0\r\n\r\n", [400]),
    *[(f"the chunk size {text!r}", chunks(text + b"\r\nab\r\n0\r\n\r\n"), [400])
      for text in (b"-2", b"+2", b"0x2", b"zz", b"", b" 2", b"2 ")],
    ("a chunk size beyond all numbers", chunks(b"ffffffffffffffffff\r\nab\r\n0\r\n\r\n"), [413]),
    ("a chunk beyond the limit", chunks(b"500001\r\n"), [413]),
    ("a chunk longer than it says", chunks(b"2\r\nabc\r\n0\r\n\r\n"), [400]),
    ("a chunk size that ends in a line feed", chunks(b"2\nab\r\n0\r\n\r\n"), [400]),
    ("chunks with an extension and a trailer", chunks(b"2;x=y\r\nok\r\n0\r\nX: y\r\n\r\n", LAST), [200]),
    ("a body with a GET", head("Content-Length: 2", first="GET / HTTP/1.1") + b"ab", [400]),
    ("a compressed body", post(b"\x1f\x8b", "Content-Encoding: gzip"), [415]),
    ("a body compressed otherwise", post(b"ab", "Content-Encoding: br"), [415]),
    # how the head is written
    ("a header over two lines", post(b"ab", "X: a", " b"), [400]),
    ("a tab before a header", post(b"ab", "\tX: a"), [400]),
    ("a space before the colon", post(b"ab", "X : a"), [400]),
    ("a header without a name", post(b"ab", ": a"), [400]),
    ("NUL in a header", post(b"ab", "X: a\0b"), [400]),
    ("NUL in the path", first("POST /\0 HTTP/1.1"), [400]),
    ("an escape sequence in the path", first("POST /\x1b[2J HTTP/1.1"), [400]),
    ("bytes beyond ASCII in the path", first("POST /\xff HTTP/1.1"), [400]),
    ("line feeds alone", b"POST / HTTP/1.1\nHost: h\nContent-Length: 2\n\nab", [400]),
    ("a carriage return alone", post(b"ab", "X: a\rContent-Length: 50"), [400]),
    ("no Host", head("Content-Length: 2", host=None) + b"ab", [400]),
    ("two Hosts", post(b"ab", "Host: h"), [400]),
    ("a method that is none", first("PO(ST / HTTP/1.1"), [400]),
    ("two spaces", first("POST  / HTTP/1.1"), [400]),
    ("a fragment", first("POST /#a HTTP/1.1"), [400]),
    ("empty lines first", b"\r\n\r\n" + post(b"ok", LAST), [200]),
    # how large it is
    ("a path of 8 KiB and more", first("POST /" + "a" * 8 * KIB + " HTTP/1.1"), [414]),
    ("a path without an end", b"POST /" + b"a" * 70 * KIB, [414]),
    ("a header of 64 KiB", post(b"ab", "X: " + "a" * 64 * KIB), [431]),
    ("201 headers", head(*(f"X{i}: a" for i in range(200))), [431]),
    ("a method without an end", b"A" * 70 * KIB, [431]),
    # other versions, and what is no HTTP
    ("HTTP/0.9", b"GET /\r\n\r\n", [400]),
    ("HTTP/1.0", head("Content-Length: 2", first="POST / HTTP/1.0", host=None) + b"ok", [200]),
    ("HTTP/1.2", first("POST / HTTP/1.2"), [505]),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505]),
    ("a TLS hello", bytes.fromhex("160301010001000100fc0303") + bytes(200), [400]),
    ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n", [400]),
    # other methods and targets
    ("HEAD", head(LAST, first="HEAD / HTTP/1.1"), [405]),
    ("OPTIONS", head(LAST, first="OPTIONS / HTTP/1.1"), [405]),
    ("OPTIONS for everything", head(LAST, first="OPTIONS * HTTP/1.1"), [404]),
    ("TRACE", head(LAST, first="TRACE / HTTP/1.1"), [405]),
    ("CONNECT", head(LAST, first="CONNECT h:443 HTTP/1.1"), [400]),
    ("a URL", head("Content-Length: 2", LAST, first="POST http://other.example/ HTTP/1.1") + b"ok", [200]),
    ("a URL of another kind", head("Content-Length: 2", LAST, first="POST ftp://h/ HTTP/1.1") + b"ab", [400]),
    # one after the other
    ("three at once", post(b"ok") + chunks(b"2\r\nok\r\n0\r\n\r\n") + post(b"ok", LAST), [200, 200, 200]),
    ("what is to be waited for", post(b"", "Expect: 100-continue", LAST), [200]),
    ("another expectation", post(b"ab", "Expect: tea"), [417]),
]


def answers(port, request):
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(request + SMUGGLED)
            while piece := connection.recv(65536):
                received += piece
        except ConnectionError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", received)], received


def continues(port):
    """Whoever waits to be asked for the body is asked."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head("Content-Length: 2", "Expect: 100-continue", LAST))
        asked = connection.recv(4096)
        connection.sendall(b"ok")
        return asked == b"HTTP/1.1 100 Continue\r\n\r\n" and b" 200 " in connection.recv(4096)


def main(port):
    wrong = 0
    for name, request, expected in CASES:
        got, received = answers(port, request)
        body_of_head = name == "HEAD" and not received.endswith(b"\r\n\r\n")
        if got != expected or body_of_head:
            wrong += 1
            print(f"{name}: answered {got}, not {expected}: {received[:200]!r}")
    if not continues(port):
        wrong += 1
        print("a client that awaits 100 Continue was not told to go on")
    print(f"{len(CASES) + 1} requests, {wrong} answered otherwise")
    sys.exit(wrong != 0)


main(int(sys.argv[1]))
