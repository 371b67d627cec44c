#include "output/sync_view.hpp"

#include "core/printable.hpp"
#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

std::string encode_sync_started(const IntegrationId& integration, bool back_sync) {
  using json = nlohmann::ordered_json;
  const json document = {
      {"integration_id", integration.text()}, {"requested", true}, {"back_sync", back_sync}};
  return one_line(document) + "\n";
}

std::string sync_started_text(const IntegrationId& integration, bool back_sync) {
  return printable(integration.text()) + ": " + (back_sync ? "back-sync" : "sync") + " requested\n";
}

} // namespace syncbell
