#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"
#include "platform/private_file.hpp"

#include <functional>
#include <optional>
#include <string>

namespace syncbell {

// A signing secret of our own making: 32 random bytes as hex. With a path it is in that file before
// a webhook is made with it, so that no webhook ever has a secret that nobody knows.
class NewSecret {
public:
  // Where it goes; an empty path: nowhere, it is shown.
  struct Place {
    std::string path;
    bool force = false; // overwrite what is there
  };

  // Fails (local) as PrivateFile does.
  static Result<NewSecret> make(const std::function<std::string(std::size_t)>& random_bytes,
                                const Place& place);

  const Secret& secret() const { return secret_; }
  bool is_shown() const { return !file_; }
  // The webhook exists, or may exist: the file stays. Fails (local) naming where the secret is.
  Result<void> keep();
  // Where the secret is written; empty where it is shown.
  std::string place() const { return file_ ? file_->place() : ""; }

private:
  NewSecret(Secret secret, std::optional<PrivateFile> file)
      : secret_(std::move(secret)), file_(std::move(file)) {}

  Secret secret_;
  std::optional<PrivateFile> file_;
};

} // namespace syncbell
