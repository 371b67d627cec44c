#include "cli/config_file.hpp"

#include "core/byte_order_mark.hpp"
#include "core/contract.hpp"
#include "platform/guarded_file.hpp"

#include <filesystem>

namespace syncbell {
namespace {

std::string default_path(const Variables& variable) {
  const std::string base = variable("XDG_CONFIG_HOME").value_or("");
  if (base.starts_with('/')) return base + "/syncbell/config.toml";
  const std::string home = variable("HOME").value_or("");
  return home.starts_with('/') ? home + "/.config/syncbell/config.toml" : "";
}

bool is_missing(const std::string& path) {
  std::error_code failure; // of a folder that may not be searched: reading says it better
  return !std::filesystem::exists(path, failure) && !failure;
}

} // namespace

Result<std::optional<ConfigFile>> find_config_file(const Variables& variable) {
  ConfigFile file{
      variable(contract::config_variable).value_or(""), contract::config_variable, "", {}};
  if (file.path.empty()) {
    file = {default_path(variable), "default", "", {}};
    if (file.path.empty() || is_missing(file.path)) return std::optional<ConfigFile>();
  }
  Result<GuardedFile> read = read_guarded_file(file.path);
  if (!read) {
    return Error{ErrorKind::usage, "the configuration: " + read.error().message,
                 file.chosen_by == "default" ? "" : file.chosen_by + " names it"};
  }
  if (std::optional<Error> error = writable_by_others(file.path, read->access)) return *error;
  file.text = without_byte_order_mark(read->text);
  file.access = read->access;
  return std::optional(std::move(file));
}

} // namespace syncbell
