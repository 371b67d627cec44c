#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// The webhook bodies under tests/fixtures/payloads, one of each shape Propexo has documented.
namespace syncbell::test {

inline const std::vector<std::string> payload_names{"data_new.flat",
                                                    "data_update.data_only",
                                                    "data_update.meta",
                                                    "first_sync_complete.envelope",
                                                    "first_sync_complete.flat",
                                                    "job_failure.envelope",
                                                    "job_failure.flat",
                                                    "sync_complete.bare",
                                                    "sync_complete.envelope",
                                                    "sync_complete.flat",
                                                    "write_operation_failure.envelope"};

inline std::string payload(const std::string& name) {
  std::ifstream file(SYNCBELL_FIXTURES "/payloads/" + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace syncbell::test
