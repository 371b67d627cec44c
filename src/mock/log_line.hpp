#pragma once

#include "core/http_message.hpp"
#include "mock/api_reply.hpp"
#include "mock/dispatch.hpp"
#include "net/http.hpp"

#include <string>

// What the mock says of its work, a line each. What a caller made up and could be a secret (unknown
// query parameters, queries and user names in webhook URLs) is left out.
namespace syncbell::mock {

// "GET /v1/webhooks/?active=false 200"
std::string line_for(const RawRequest& request, const MockReply& reply);

// "webhook SYNC_COMPLETE of cmfresh… to http://127.0.0.1:4480/hook: 200"
std::string line_for(const Delivery& delivery, const Result<HttpReply>& outcome);

} // namespace syncbell::mock
