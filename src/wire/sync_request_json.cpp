#include "wire/sync_request_json.hpp"

#include "wire/json_reader.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

std::string encode_sync_request(const std::vector<std::string>& models) {
  nlohmann::ordered_json body = nlohmann::ordered_json::object();
  if (!models.empty()) body["models_to_sync"] = models;
  return body.dump();
}

bool is_success(std::string_view reply) {
  bool success = false;
  const Result<void> read = read_json(reply, {"the reply"}, [&](const JsonReader& document) {
    success = document.at("result").at("success").boolean();
  });
  return read && success;
}

} // namespace syncbell
