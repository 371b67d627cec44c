#include "core/file_access.hpp"

#include "core/shell_quote.hpp"

namespace syncbell {
namespace {

constexpr unsigned for_others = 077;
constexpr unsigned writing_for_others = 022;

std::string octal(unsigned mode) {
  std::string text = "0000";
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, mode /= 8)
    *digit = static_cast<char>('0' + mode % 8);
  return text;
}

Error exposed(const std::string& path, unsigned mode, const std::string& how,
              const std::string& command) {
  return {ErrorKind::usage, path + " can be " + how + " by others (mode " + octal(mode) + ")",
          command + " " + shell_quote(path)};
}

} // namespace

std::optional<Error> readable_by_others(const std::string& path, const FileAccess& access) {
  if (!access.is_ours_to_protect() || (access.mode & for_others) == 0) return std::nullopt;
  return exposed(path, access.mode, "read", "chmod 600");
}

std::optional<Error> writable_by_others(const std::string& path, const FileAccess& access) {
  if (!access.is_regular || access.is_mounted_fixed) return std::nullopt;
  if (!access.is_mine && !access.is_roots) {
    return Error{ErrorKind::usage, path + " belongs to another user, who can change it",
                 "chown \"$(id -u)\" " + shell_quote(path)};
  }
  if ((access.mode & writing_for_others) == 0) return std::nullopt;
  return exposed(path, access.mode, "changed", "chmod go-w");
}

} // namespace syncbell
