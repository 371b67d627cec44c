#include "output/trigger_view.hpp"

#include "core/printable.hpp"
#include "core/verdict.hpp"
#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

std::string sent_text(const SentSample& sent, const Style& style) {
  const std::string status = std::to_string(sent.status);
  return std::string(name_of(sent.kind)) + (sent.is_signed ? "" : ", unsigned,") + " to " +
         printable(sent.url) + ": answered " +
         (sent.is_accepted() ? style.good(status) : style.bad(status)) + "\n";
}

std::string encode_sent(const SentSample& sent) {
  using json = nlohmann::ordered_json;
  const json document = {
      {"event", name_of(sent.kind)},
      {"url", sent.url},
      {"bytes", sent.bytes},
      {"signed", sent.is_signed},
      {"status", sent.status},
      {"outcome", name_of(sent.is_accepted() ? Outcome::satisfied : Outcome::unhealthy)}};
  return one_line(document) + "\n";
}

std::string excerpt(const std::string& reply) {
  constexpr std::size_t longest = 200;
  const std::string begun = reply.substr(0, reply.find_first_of("\r\n"));
  const bool is_cut = begun.size() > longest;
  return printable(begun.substr(0, longest)) + (is_cut ? "…" : "");
}

} // namespace syncbell
