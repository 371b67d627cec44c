#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// A file of mode 0600 that is there, whole and on disk, before it is known whether it will be
// needed: it goes away again unless it is kept. So a secret is never made without a place for it.
class PrivateFile {
public:
  enum class Existing { refuse, replace };

  // Fails (local) where the file cannot be made; where there is one already and it is not to be
  // replaced; and where what is there is not a regular file. A file that is to be replaced stays
  // as it is until keep().
  static Result<PrivateFile> create(const std::string& path, std::string_view text,
                                    Existing existing);
  ~PrivateFile();
  PrivateFile(PrivateFile&& other) noexcept;
  PrivateFile& operator=(PrivateFile&&) = delete;
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  // From now on it stays, under its path. Fails (local) where that cannot be done; then it stays
  // where it is.
  Result<void> keep();
  // Where it is now: beside its path, until it takes the place of another.
  const std::string& place() const { return place_; }

private:
  PrivateFile(std::string path, std::string place)
      : path_(std::move(path)), place_(std::move(place)) {}

  std::string path_;
  std::string place_;
  bool is_kept_ = false;
};

} // namespace syncbell
