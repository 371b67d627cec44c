#include "commands/credentials.hpp"

#include "core/byte_order_mark.hpp"
#include "core/contract.hpp"
#include "platform/guarded_file.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// A secret in a file usually ends in a line break that is not part of it; blanks alone are none.
std::string secret_in(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.pop_back();
  return text.find_first_not_of(" \t") == text.npos ? "" : text;
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<std::string> read_private(const std::string& path, Environment& environment) {
  if (path == "-") return environment.io.read_in();
  Result<GuardedFile> file = read_guarded_file(path);
  if (!file) return file.error();
  if (std::optional<Error> error = readable_by_others(path, file->access)) return *error;
  return std::move(file->text);
}

Result<Secret> read_secret_file(const std::string& setting, const std::string& path,
                                Environment& environment) {
  const std::string flag = environment.settings.place_of(setting);
  const std::string name = path == "-" ? "standard input" : path;
  const Result<std::string> read = read_private(path, environment);
  if (!read) {
    return Error{ErrorKind::usage, flag + ": " + read.error().message, read.error().hint};
  }
  std::string text = secret_in(std::string(without_byte_order_mark(*read)));
  if (text.empty()) {
    return Error{ErrorKind::usage, flag + ": " + name + " is empty",
                 path == "-" ? "it can be read once only: by one flag with -" : ""};
  }
  if (has_control_characters(text)) {
    return Error{ErrorKind::usage,
                 flag + ": " + name + " holds more than one line, or control characters",
                 "put the secret alone in the file"};
  }
  return Secret(std::move(text));
}

} // namespace

Result<std::optional<Secret>> find_token(const ApiOptions& options, Environment& environment,
                                         Console& console) {
  if (!options.token_file.empty()) {
    Result<Secret> token = read_secret_file("token-file", options.token_file, environment);
    if (!token) return token.error();
    console.detail("token: from " + options.token_file + " (" +
                   environment.settings.source_of("token-file") + ")");
    return std::optional(*std::move(token));
  }
  const std::optional<std::string> value = environment.variable(contract::token_variable);
  if (!value) return std::optional<Secret>();
  std::string text = secret_in(*value);
  if (text.empty() || has_control_characters(text)) {
    return Error{ErrorKind::auth,
                 std::string(contract::token_variable) +
                     (text.empty() ? " is set but empty" : " holds control characters"),
                 "in CI, check that the secret it comes from exists and is available to this job"};
  }
  console.detail(std::string("token: from ") + contract::token_variable);
  return std::optional(Secret(std::move(text)));
}

Result<std::vector<Secret>> find_secrets(const SecretOptions& options, Environment& environment,
                                         Console& console) {
  std::vector<Secret> secrets;
  for (const std::string& path : options.files) {
    Result<Secret> secret = read_secret_file("secret-file", path, environment);
    if (!secret) return secret.error();
    console.detail("signing secret: from " + path + " (" +
                   environment.settings.source_of("secret-file") + ")");
    secrets.push_back(*std::move(secret));
  }
  if (!secrets.empty()) return secrets;
  const std::optional<std::string> value = environment.variable(contract::secret_variable);
  if (!value) return secrets;
  std::string text = secret_in(*value);
  if (text.empty() || has_control_characters(text)) {
    return Error{ErrorKind::usage,
                 std::string(contract::secret_variable) +
                     (text.empty() ? " is set but empty" : " holds control characters"),
                 "unset it, or check that the secret it comes from exists"};
  }
  console.detail(std::string("signing secret: from ") + contract::secret_variable);
  secrets.emplace_back(std::move(text));
  return secrets;
}

} // namespace syncbell
