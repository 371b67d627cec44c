#include "output/error_json.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

std::string encode_error(const Error& error) {
  using json = nlohmann::ordered_json;
  const json hint = error.hint.empty() ? json() : json(error.hint);
  const json document = {
      {"error", {{"kind", name_of(error.kind)}, {"message", error.message}, {"hint", hint}}}};
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace syncbell
