#include "commands/subscribe/new_secret.hpp"

#include "core/hex.hpp"

namespace syncbell {
namespace {

constexpr std::size_t secret_bytes = 32;

} // namespace

Result<NewSecret> NewSecret::make(const std::function<std::string(std::size_t)>& random_bytes,
                                  const Place& place) {
  Secret secret(to_hex(random_bytes(secret_bytes)));
  if (place.path.empty()) return NewSecret(std::move(secret), std::nullopt);
  const auto existing =
      place.force ? PrivateFile::Existing::replace : PrivateFile::Existing::refuse;
  Result<PrivateFile> file = PrivateFile::create(place.path, secret.reveal() + "\n", existing);
  if (!file)
    return Error{ErrorKind::local, "--secret-out: " + file.error().message, file.error().hint};
  return NewSecret(std::move(secret), *std::move(file));
}

Result<void> NewSecret::keep() {
  if (!file_) return {};
  const Result<void> kept = file_->keep();
  if (kept) return {};
  return Error{ErrorKind::local, "--secret-out: " + kept.error().message,
               "the secret is in " + file_->place()};
}

} // namespace syncbell
