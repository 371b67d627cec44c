#!/usr/bin/env python3
"""The webhook part of Propexo's API, taken at its word.

Refuses (400, and a line "REFUSED ..." on standard error) every request that the reference of
February 2026 does not describe: other paths or slashes, other query parameters, bodies of another
type, unknown keys, wrong types, unknown events, short secrets, a model without data events.
usage: strict_propexo.py PORT_FILE TOKEN INTEGRATION...
"""
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qsl, urlsplit

EVENTS = {"DATA_UPDATE", "DATA_NEW", "JOB_FAILURE", "SYNC_COMPLETE", "FIRST_SYNC_COMPLETE",
          "WRITE_OPERATION_FAILURE"}
port_file, token, *integrations = sys.argv[1:]
webhooks, lock = [], Lock()


class Refused(Exception):
    pass


def need(truth, why):
    if not truth:
        raise Refused(why)


def need_paging(query, also=()):
    need(len(dict(query)) == len(query), "a parameter twice")
    for name, value in query:
        need(name in {"offset", "limit", "order-by", *also}, f"parameter {name}")
        if name in ("offset", "limit"):
            need(value.isdigit(), f"{name} {value}")
        if name == "limit":
            need(int(value) <= 250, "limit over 250")
        if name == "active":
            need(value in ("true", "false"), f"active {value}")


def need_fields(body, needed):
    known = {"url": str, "headers": list, "triggers": list, "active": bool, "secret": str, "model": str}
    need(isinstance(body, dict), "body is no object")
    for key, value in body.items():
        need(key in known, f"unknown key {key}")
        need(isinstance(value, known[key]), f"{key} is of another type")
    for key in needed:
        need(key in body, f"no {key}")
    need(re.fullmatch(r"https?://[^\s/]+(/\S*)?", body.get("url", "http://a")), "url")
    need(len(body.get("secret", "0123456789")) >= 10, "short secret")
    for field in body.get("headers", []):
        need(isinstance(field, dict) and set(field) == {"header", "value"}, "a header of other keys")
        need(all(isinstance(each, str) for each in field.values()), "a header that is no text")
    if "triggers" in body:
        need(body["triggers"] and set(body["triggers"]) <= EVENTS, "triggers")
    if "model" in body:
        need({"DATA_NEW", "DATA_UPDATE"} & set(body.get("triggers", [])), "model without data events")


def described(body, webhook):
    for key in ("url", "headers", "active", "secret"):
        if key in body:
            webhook[key] = body[key]
    if "triggers" in body:
        webhook["triggers"] = [
            {"id": f"t-{name}", "trigger": name, "model": body.get("model") if "DATA" in name else None}
            for name in body["triggers"]]
    return webhook


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        with lock:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                status, reply = self.routed(raw)
            except Refused as why:
                print(f"REFUSED {self.command} {self.path}: {why}", file=sys.stderr, flush=True)
                status, reply = 400, {"error": {"code": "invalid_request", "message": str(why)}}
        data = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def routed(self, raw):
        need(self.headers.get("Authorization") == f"Bearer {token}", "authorization")
        url = urlsplit(self.path)
        query = parse_qsl(url.query, keep_blank_values=True)
        body = self.body(raw)
        if self.command == "GET" and (found := re.fullmatch("/v1/admin/integrations/([^/]+)/", url.path)):
            need_paging(query)
            return self.item({"id": found[1], "active": True} if found[1] in integrations else None)
        if url.path == "/v1/webhooks/":
            return self.create(body) if self.command == "POST" else self.list(dict(query), query)
        found = re.fullmatch("/v1/webhooks/([^/]+)", url.path)
        need(found, "no such path")
        return self.one(found[1], body, query)

    def body(self, raw):
        if self.command == "GET":
            need(not raw, "a body in a GET")
            return None
        need(self.headers.get("Content-Type") == "application/json", "content type")
        try:
            return json.loads(raw)
        except ValueError:
            raise Refused("no JSON") from None

    def item(self, results):
        return 200, {"meta": {"offset": 0, "limit": 1, "hasMore": False, "total": 1}, "results": results}

    def create(self, body):
        need_fields(body, ("url", "triggers"))
        webhook = {"id": f"w{len(webhooks) + 1}", "created_at": "2026-11-23T08:00:00.000Z",
                   "updated_at": "2026-11-23T08:00:00.000Z", "headers": [], "active": False,
                   "secret": "made-by-propexo", "system": "PRODUCTION", "gone": False}
        webhooks.append(described(body, webhook))
        return 200, {"result": webhook}

    def list(self, query, pairs):
        need(self.command == "GET", "method")
        need_paging(pairs, ("active",))
        wanted = query.get("active", "true") == "true"
        found = [each for each in webhooks if each["active"] == wanted and not each["gone"]]
        start, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
        return 200, {"meta": {"offset": start, "limit": limit, "hasMore": start + limit < len(found),
                              "total": len(found)}, "results": found[start:start + limit]}

    def one(self, name, body, query):
        found = next((each for each in webhooks if each["id"] == name and not each["gone"]), None)
        if self.command == "GET":
            need_paging(query)
            return self.item(found)
        need(self.command in ("PUT", "DELETE") and not query, "method")
        if self.command == "DELETE":
            need(body == {}, "the body of a DELETE is an empty object")
        else:
            need_fields(body, ())
            need(body, "an update of nothing")
        if found is None:
            return 404, {"error": {"code": "not_found", "message": "there is none"}}
        if self.command == "PUT":
            return 200, {"result": described(body, found)}
        found["gone"] = True
        return 200, {"result": {"id": name}}

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
with open(port_file, "w", encoding="utf-8") as file:
    file.write(f"{server.server_port}\n")
server.serve_forever()
