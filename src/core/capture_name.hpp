#pragma once

#include "core/time.hpp"

#include <string>
#include <string_view>

namespace syncbell {

// What the file of a saved delivery is named after.
struct CaptureTitle {
  WallTime received_at;
  std::string event = {};          // empty where the payload does not say
  std::string integration_id = {}; // likewise
};

// "20261123T080000.123Z-FIRST_SYNC_COMPLETE-cly301lrc000009jvbp6vaz7i-9f2c.json": safe as the name
// of a file whatever the payload holds, at most about 120 characters. In the order of bytes, names
// stand in the order of arrival: `rank` counts the deliveries of one millisecond, from 0. The last
// part is a digest of the record.
std::string capture_name(const CaptureTitle& title, int rank, std::string_view record);

} // namespace syncbell
