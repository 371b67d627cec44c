#pragma once

#include "mock/issues.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace syncbell::mock {

// What a request for a sync says; no models: all.
struct SyncInput {
  std::vector<std::string> models;
};

// Reads the body of a manual-sync or back-sync, which may be empty. Notes what is wrong with it.
SyncInput read_sync_input(std::string_view body, Issues& issues);

} // namespace syncbell::mock
