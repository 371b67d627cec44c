#pragma once

#include <string>
#include <vector>

namespace syncbell {

// One value that is to stand at a place in a payload: --set data.integration_id=abc.
struct PayloadEdit {
  std::vector<std::string> path; // names of members; in an array the index from 0: "errors", "0"
  std::string json_value;        // as it is written into the payload: "abc" with its quotes, 49.0
};

} // namespace syncbell
