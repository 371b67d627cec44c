#include "wire/json_text.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {

bool is_json(std::string_view text) { return nlohmann::json::accept(text); }

} // namespace syncbell
