#include "core/event.hpp"

namespace syncbell {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

} // namespace

std::optional<TriggerKind> event_kind(const Event& event) {
  using Kind = std::optional<TriggerKind>;
  return std::visit(
      Overloaded{[](const SyncCompletion& e) -> Kind { return e.kind; },
                 [](const JobFailure&) -> Kind { return TriggerKind::job_failure; },
                 [](const RecordChange& e) -> Kind { return e.kind; },
                 [](const WriteFailure&) -> Kind { return TriggerKind::write_operation_failure; },
                 [](const UnrecognizedEvent&) -> Kind { return std::nullopt; }},
      event);
}

std::string event_name(const Event& event) {
  if (const auto* unrecognized = std::get_if<UnrecognizedEvent>(&event)) return unrecognized->name;
  const std::optional<TriggerKind> kind = event_kind(event);
  return kind ? name_of(*kind) : "";
}

std::optional<IntegrationId> integration_of(const Event& event) {
  using Integration = std::optional<IntegrationId>;
  const Integration id =
      std::visit([](const auto& e) -> Integration { return e.integration; }, event);
  return id && !id->empty() ? id : std::nullopt;
}

TriggerKind kind_or_default(const SyncCompletion& completion) {
  return completion.kind.value_or(TriggerKind::sync_complete);
}

} // namespace syncbell
