#include "mock/api.hpp"

#include "core/contract.hpp"
#include "core/http_date.hpp"
#include "mock/api_routes.hpp"

#include <exception>

namespace syncbell::mock {
namespace {

HeaderField retry_after(Duration pause) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(pause);
  return {"Retry-After", std::to_string(seconds.count())};
}

MockReply too_many(const RateWindow::Verdict& rate) {
  MockReply reply = error_reply(429, "too many requests");
  reply.headers.push_back(retry_after(rate.until_turn));
  return reply;
}

MockReply faulty(const ApiFault& fault) {
  MockReply reply =
      error_reply(*fault.status, "the scenario wants status " + std::to_string(*fault.status));
  if (fault.body) reply.body = *fault.body;
  if (fault.retry_after) reply.headers.push_back(retry_after(*fault.retry_after));
  return reply;
}

} // namespace

Api::Api(const Scenario& scenario)
    : token_(scenario.token), rate_(scenario.rate_limit), faults_(scenario.api_faults) {}

bool Api::is_authorized(const RawRequest& request) const {
  if (token_.empty()) return true;
  constexpr std::string_view scheme = "Bearer ";
  const auto field = find_header(request.headers, "Authorization");
  return field && equals_ignoring_case(field->substr(0, scheme.size()), scheme) &&
         field->substr(scheme.size()) == token_.reveal();
}

void Api::add_rate_headers(MockReply& reply, WallTime now) const {
  if (!rate_.is_limited()) return;
  reply.headers.push_back({contract::rate_limit_header, std::to_string(rate_.limit())});
  reply.headers.push_back({contract::rate_remaining_header, std::to_string(rate_.remaining(now))});
}

MockReply Api::answer(const RawRequest& request, World& world, WallTime now) {
  if (!is_authorized(request)) return error_reply(401, "the bearer token is missing or wrong");
  const RateWindow::Verdict rate = rate_.take(now);
  if (rate.refused) return too_many(rate);
  const std::optional<ApiFault> fault = faults_.meet(request.method, request.path());
  const bool replaced = fault && fault->status;
  MockReply reply;
  if (!replaced || fault->carried_out) reply = route(request, world, now);
  if (replaced) reply = faulty(*fault);
  reply.delay = rate.delay + (fault ? fault->delay : Duration::zero());
  reply.drop = fault && fault->lost_reply;
  return reply;
}

MockReply Api::handle(const RawRequest& request, World& world, WallTime now) {
  MockReply reply;
  try {
    reply = answer(request, world, now);
  } catch (const std::exception& error) {
    reply = error_reply(500, error.what());
  }
  add_rate_headers(reply, now);
  reply.headers.push_back({"Date", format_http_date(now)});
  return reply;
}

} // namespace syncbell::mock
