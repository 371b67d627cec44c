#!/usr/bin/env python3
"""An API that answers every request in one way, or not at all.

usage: odd_api.py PORT_FILE STATUS [BODY [HEADER:VALUE]...]
STATUS 0 takes connections and never answers. "Date:+600" is a Date ten minutes ahead.
"""
import os
import socket
import sys
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port_file, status, *rest = sys.argv[1:]
body = (rest[0] if rest else "").encode()
headers = [field.split(":", 1) for field in rest[1:]]


def announce(port):
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(f"{port}\n")
    os.rename(port_file + ".new", port_file)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response_only(int(status))
        for name, value in headers:
            if name == "Date":
                value = formatdate(time.time() + int(value), usegmt=True)
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if status == "0":
    listener = socket.create_server(("127.0.0.1", 0))
    announce(listener.getsockname()[1])
    kept = []
    while True:
        kept.append(listener.accept())
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
announce(server.server_address[1])
server.serve_forever()
