"""A webhook service as users write them, for the tests of replay: checks the signature, does each
payload once however often it comes, and says in a log what it did.

usage: webhook_service.py PORT_FILE LOG SECRET_FILE [fail-first | crash-first | close | in-order]
  fail-first   answers 500 to the first delivery of each payload
  crash-first  ends the connection instead of answering the first delivery of all
  close        ends each connection after its answer, without saying so
  in-order     takes a payload only if its "n" is one more than that of the last it took
"""

import hashlib
import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

port_file, log_file, secret_file, *modes = sys.argv[1:]
with open(secret_file, encoding="utf-8") as file:
    secret = file.read().strip().encode()
lock = Lock()
log = open(log_file, "a", buffering=1, encoding="utf-8")
seen = {}
state = {"last": 0, "deliveries": 0, "connections": 0}


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        with lock:
            state["connections"] += 1
            self.connection_number = state["connections"]

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with lock:
            verdict = self.judge(body)
            entry = [verdict, self.connection_number, self.path, self.headers.items(), body.decode("latin-1")]
            log.write(json.dumps(entry) + "\n")
        if verdict == 0:
            self.close_connection = True
            return
        self.send_response(verdict)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = "close" in modes

    def judge(self, body):
        expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
        given = self.headers.get("propexo-signature")
        if given is None:
            return 401
        if not hmac.compare_digest(given, expected):
            return 403
        state["deliveries"] += 1
        if "crash-first" in modes and state["deliveries"] == 1:
            return 0
        seen[body] = seen.get(body, 0) + 1
        if "fail-first" in modes and seen[body] == 1:
            return 500
        if "in-order" in modes:
            number = json.loads(body)["n"]
            if number != state["last"] + 1:
                return 409
            state["last"] = number
        return 200

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
server.daemon_threads = True
with open(port_file + ".new", "w", encoding="utf-8") as file:
    file.write(str(server.server_port))
os.rename(port_file + ".new", port_file)
server.serve_forever()
