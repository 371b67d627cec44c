#include "mock/sync_input.hpp"

#include "mock/body_fields.hpp"

#include <nlohmann/json.hpp>

namespace syncbell::mock {

SyncInput read_sync_input(std::string_view body, Issues& issues) {
  SyncInput input;
  const nlohmann::ordered_json object = read_object(body, issues);
  const IssuePath top;
  const ObjectPlace place{object, top, issues};
  text_in(place, "sync_config_id");
  if (const auto* models = array_in(place, "models_to_sync")) {
    for (std::size_t i = 0; i < models->size(); ++i) {
      const auto& model = (*models)[i];
      if (model.is_string())
        input.models.push_back(model.get<std::string>());
      else
        issues.push_back(wrong_type({"models_to_sync", i}, "string", model));
    }
  }
  allow_only(place, {"sync_config_id", "models_to_sync"});
  return input;
}

} // namespace syncbell::mock
