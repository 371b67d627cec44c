#include "output/error_json.hpp"

#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

json error_json(const Error& error) {
  return {{"kind", name_of(error.kind)},
          {"message", error.message},
          {"hint", text_or_null(error.hint)}};
}

} // namespace

std::string encode_error(const Error& error) { return one_line({{"error", error_json(error)}}); }

std::string encode_error_record(const Error& error) {
  return one_line({{"type", "error"}, {"error", error_json(error)}});
}

} // namespace syncbell
