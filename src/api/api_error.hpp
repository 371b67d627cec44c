#pragma once

#include "core/error.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>

namespace syncbell {

// Which call it was, for messages: "GET /v1/webhooks/".
struct ApiCall {
  std::string method;
  std::string path; // without the query
  // Whether it does no harm to have it done twice.
  bool is_repeatable = true;
};

// The error that a reply other than 2xx means: kind auth for 401 and 403, unavailable for 429 and
// 5xx, else api. Names call and status, then Propexo's own message and the paths of its issues.
Error error_of_reply(const ApiCall& call, const HttpReply& reply);

// The same for a request that was not answered: the transport's error with the call in front.
Error error_of_transport(const ApiCall& call, const Error& error);

// Whether doing the call once more leaves everything as doing it once: reads, and the writes that
// name the end state (PUT, DELETE).
bool ends_the_same_twice(const ApiCall& call);

// Whether another try may be answered otherwise. What ends the same twice is repeated on 500 too; a
// POST is not, since nobody knows whether it was done. What must not be done twice is repeated only
// where it was certainly not done.
bool is_worth_retrying(const ApiCall& call, int status);

// How long the reply asks us to wait (Retry-After as seconds or as an HTTP date), if it does.
std::optional<Duration> retry_after(const HttpReply& reply, WallTime now);

} // namespace syncbell
