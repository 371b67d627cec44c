#!/usr/bin/env python3
"""A proxy in front of a port of this machine that a test can shut, and can hold a request in.

usage: gate.py PORT DIR [--strip PREFIX] [--tunnel]

Serves on a port of its own, which it writes to DIR/port; with --tunnel it shows its address as a
tunnel does, among other lines. --strip takes a prefix off each path. Files in DIR are its switches:
  down       while it is there, connections are closed without a reply
  hold       "METHOD PATH before" or "… after": the first request whose method is that and whose path
             begins so waits, before it is passed on or before it is answered; held appears then,
             and it goes on once go is there
  log        what was passed on, a line each: METHOD PATH STATUS
Its process id is in DIR/pid. It ends by itself once whoever started it is gone, or DIR is.
"""
import http.client
import http.server
import os
import sys
import threading
import time

to, folder = int(sys.argv[1]), sys.argv[2]
prefix = sys.argv[sys.argv.index("--strip") + 1] if "--strip" in sys.argv else ""


def place(name):
    return os.path.join(folder, name)


def is_there(name):
    return os.path.exists(place(name))


def write(name, text):
    with open(place(name) + ".new", "w") as file:
        file.write(text)
    os.rename(place(name) + ".new", place(name))


def hold(method, path, moment):
    """Waits if this is the request to hold at this moment. Only the first that asks is."""
    try:
        wanted = open(place("hold")).read().split()
    except FileNotFoundError:
        return
    if [method, moment] != [wanted[0], wanted[2]] or not path.startswith(wanted[1]):
        return
    try:
        os.unlink(place("hold"))
    except FileNotFoundError:
        return
    write("held", "")
    while not is_there("go"):
        time.sleep(0.01)
    os.unlink(place("held"))
    os.unlink(place("go"))


class Gate(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.removeprefix(prefix) or "/"
        hold(self.command, path, "before")
        if is_there("down"):
            self.close_connection = True
            return
        server = http.client.HTTPConnection("127.0.0.1", to, timeout=20)
        try:
            server.request(self.command, path, body, dict(self.headers))
            reply = server.getresponse()
            answer = reply.read()
        except OSError:
            self.send_error(502)
            return
        with open(place("log"), "a") as log:
            log.write(f"{self.command} {path} {reply.status}\n")
        hold(self.command, path, "after")
        if is_there("down"):
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, *words):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass


def end_with_parent(parent):
    """A tunnel whose syncbell was killed would run on for ever."""
    while os.getppid() == parent and os.path.isdir(folder):
        time.sleep(0.1)
    os._exit(0)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
write("pid", str(os.getpid()))
server = Server(("127.0.0.1", 0), Gate)
port = server.server_address[1]
if "--tunnel" in sys.argv:
    print("INF by using this you accept the terms (https://localhost:1/terms/).", flush=True)
    print(f"INF forwarding to http://127.0.0.1:{to}", file=sys.stderr, flush=True)
    print(f"INF |  http://127.0.0.1:{port}  |", file=sys.stderr, flush=True)
write("port", str(port))
server.serve_forever()
