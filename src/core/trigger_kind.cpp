#include "core/trigger_kind.hpp"

namespace syncbell {

const char* name_of(TriggerKind kind) {
  switch (kind) {
  case TriggerKind::first_sync_complete:
    return "FIRST_SYNC_COMPLETE";
  case TriggerKind::sync_complete:
    return "SYNC_COMPLETE";
  case TriggerKind::job_failure:
    return "JOB_FAILURE";
  case TriggerKind::data_new:
    return "DATA_NEW";
  case TriggerKind::data_update:
    return "DATA_UPDATE";
  case TriggerKind::write_operation_failure:
    return "WRITE_OPERATION_FAILURE";
  }
  return "";
}

std::vector<std::string> trigger_kind_names() {
  std::vector<std::string> names;
  for (const TriggerKind kind : all_trigger_kinds)
    names.emplace_back(name_of(kind));
  return names;
}

std::optional<TriggerKind> trigger_kind_named(std::string_view name) {
  for (const TriggerKind kind : all_trigger_kinds) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

} // namespace syncbell
