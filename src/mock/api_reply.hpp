#pragma once

#include "core/http_message.hpp"
#include "core/time.hpp"
#include "mock/paging.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The envelopes in which Propexo's API answers.
namespace syncbell::mock {

struct MockReply {
  int status = 200;
  HeaderFields headers = {};
  std::string body = {}; // JSON, unless a scenario says otherwise
  Duration delay = {};   // to be waited before the reply goes out
  bool drop = false;     // nothing goes out, the connection is closed
};

MockReply json_reply(int status, const nlohmann::ordered_json& body);

// {"meta":…,"results":[…]}
MockReply list_reply(const Page& page, std::size_t total, const nlohmann::ordered_json& results);
// The same envelope around one object, or null.
MockReply item_reply(const Page& page, const nlohmann::ordered_json& item);
// {"result":{…}}
MockReply result_reply(const nlohmann::ordered_json& result);

// {"error":{"code","message"}}, the code being that of the status.
MockReply error_reply(int status, std::string_view message);

// The 400 that lists what is wrong with a request.
MockReply invalid_reply(const Issues& issues);
// A 400 for a request that is well formed but cannot be carried out.
MockReply refusal(std::string_view message);

} // namespace syncbell::mock
