#pragma once

#include "core/url.hpp"
#include "net/http.hpp"

#include <string>

namespace syncbell::test {

// A request that was sent as it arrives at a server, at another target if a proxy has changed it.
inline RawRequest arriving(const HttpRequest& sent, const std::string& target = "") {
  return {*parse_timestamp("2026-11-23T08:00:00Z"),
          "203.0.113.7",
          sent.method,
          target.empty() ? parse_url(sent.url)->target : target,
          sent.headers,
          sent.body};
}

// What the server answers as the client gets it.
inline Result<HttpReply> as_reply(const ServerReply& reply) {
  return HttpReply{reply.status, reply.headers, reply.body};
}

} // namespace syncbell::test
