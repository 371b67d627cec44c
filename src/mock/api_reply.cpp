#include "mock/api_reply.hpp"

#include "mock/issues.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

Json meta(const Page& page, std::size_t total, std::size_t shown) {
  Json order_by = Json::array({{{"created_at", page.newest_first ? "desc" : "asc"}}});
  return {{"offset", page.offset},
          {"limit", page.limit},
          {"hasMore", page.offset + shown < total},
          {"total", total},
          {"orderBy", std::move(order_by)}};
}

std::string_view code_of(int status) {
  switch (status) {
  case 400:
    return "invalid_request";
  case 401:
    return "unauthorized";
  case 403:
    return "forbidden";
  case 404:
    return "not_found";
  case 429:
    return "too_many_requests";
  default:
    return status < 500 ? "request_failed" : "internal_server_error";
  }
}

Json error(int status, std::string_view message) {
  return {{"code", code_of(status)}, {"message", message}};
}

} // namespace

MockReply json_reply(int status, const Json& body) {
  return {.status = status, .body = body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

MockReply list_reply(const Page& page, std::size_t total, const Json& results) {
  return json_reply(200, {{"meta", meta(page, total, results.size())}, {"results", results}});
}

MockReply item_reply(const Page& page, const Json& item) {
  const std::size_t found = item.is_null() ? 0 : 1;
  return json_reply(
      200, {{"meta", meta({page.limit, 0, page.newest_first}, found, found)}, {"results", item}});
}

MockReply result_reply(const Json& result) { return json_reply(200, {{"result", result}}); }

MockReply error_reply(int status, std::string_view message) {
  return json_reply(status, {{"error", error(status, message)}});
}

MockReply invalid_reply(const Issues& issues) {
  Json body = error(400, "invalid request");
  body["details"]["details"] = {{"issues", issues}, {"name", "ZodError"}};
  return json_reply(400, {{"error", std::move(body)}});
}

MockReply refusal(std::string_view message) { return invalid_reply({custom_issue({}, message)}); }

} // namespace syncbell::mock
