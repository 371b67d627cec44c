#include "output/error_json.hpp"

#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

std::string encode_error(const Error& error) {
  using json = nlohmann::ordered_json;
  const json document = {{"error",
                          {{"kind", name_of(error.kind)},
                           {"message", error.message},
                           {"hint", text_or_null(error.hint)}}}};
  return one_line(document);
}

} // namespace syncbell
