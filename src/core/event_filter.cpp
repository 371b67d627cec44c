#include "core/event_filter.hpp"

namespace syncbell {
namespace {

std::string name_for_filter(const Event& event) {
  const auto* completion = std::get_if<SyncCompletion>(&event);
  return completion ? name_of(kind_or_default(*completion)) : event_name(event);
}

} // namespace

bool EventFilter::admits(const Event& event) const {
  if (!names.empty() && !names.contains(name_for_filter(event))) return false;
  if (integrations.empty()) return true;
  const std::optional<IntegrationId> integration = integration_of(event);
  return integration && integrations.contains(*integration);
}

} // namespace syncbell
