#pragma once

#include "platform/clock.hpp"

#include <optional>
#include <string>

namespace syncbell {

// Small texts that are asked for again and again, kept for a short time in a folder of the user's
// (0700, files 0600). What cannot be kept is only asked for again.
class ShortCache {
public:
  // Without a folder it keeps nothing.
  ShortCache(std::string folder, Duration life, Clock& clock);

  // The key is a file's name.
  std::optional<std::string> get(const std::string& key) const;
  void put(const std::string& key, const std::string& text) const;

private:
  std::string path_of(const std::string& key) const { return folder_ + "/" + key; }

  std::string folder_;
  Duration life_;
  Clock& clock_;
};

} // namespace syncbell
