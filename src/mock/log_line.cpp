#include "mock/log_line.hpp"

#include "core/printable.hpp"
#include "core/url.hpp"
#include "mock/query.hpp"

#include <array>

namespace syncbell::mock {
namespace {

constexpr std::array parameters{"active",      "integration_id", "integration_vendor",
                                "is_archived", "job_type",       "limit",
                                "offset",      "order-by",       "status"};

std::string known_parameters(const Query& query) {
  std::string out;
  for (const char* name : parameters) {
    const auto value = query.find(name);
    if (value) out.append(out.empty() ? "?" : "&").append(name).append("=").append(*value);
  }
  return out;
}

std::string without_query(const std::string& text) {
  const Result<Url> url = parse_url(text);
  if (!url) return "an unusable URL";
  return url->origin() + url->target.substr(0, url->target.find('?'));
}

std::string details(const MockReply& reply) {
  std::string out = reply.drop ? ", reply lost" : "";
  if (reply.delay > Duration::zero()) out += ", after " + format_duration(reply.delay);
  return out;
}

} // namespace

std::string line_for(const RawRequest& request, const MockReply& reply) {
  const std::string target = std::string(request.path()) + known_parameters(Query(request.target));
  return printable(request.method + " " + target) + " " + std::to_string(reply.status) +
         details(reply);
}

std::string line_for(const Delivery& delivery, const Result<HttpReply>& outcome) {
  const std::string attempt =
      delivery.attempt > 1 ? ", attempt " + std::to_string(delivery.attempt) : "";
  const std::string ending = outcome ? std::to_string(outcome->status) : outcome.error().message;
  return printable("webhook " + std::string(name_of(delivery.kind)) + " of " +
                   delivery.integration_id + " to " + without_query(delivery.url) + attempt + ": " +
                   ending);
}

} // namespace syncbell::mock
