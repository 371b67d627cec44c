#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// The events Propexo documents for webhooks. What the API calls a trigger; `trigger` is also a verb
// of ours, hence the name. New ones are to be expected and are never an error.
enum class TriggerKind {
  first_sync_complete,
  sync_complete,
  job_failure,
  data_new,
  data_update,
  write_operation_failure,
};

inline constexpr std::array all_trigger_kinds{
    TriggerKind::first_sync_complete, TriggerKind::sync_complete,
    TriggerKind::job_failure,         TriggerKind::data_new,
    TriggerKind::data_update,         TriggerKind::write_operation_failure};

// "FIRST_SYNC_COMPLETE", ...
const char* name_of(TriggerKind kind);

// The names of all of them.
std::vector<std::string> trigger_kind_names();

// The kind of that exact name, or nothing.
std::optional<TriggerKind> trigger_kind_named(std::string_view name);

} // namespace syncbell
