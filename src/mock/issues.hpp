#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

// What is wrong with a request, as Propexo's validator (zod) says it.
namespace syncbell::mock {

using Issues = std::vector<nlohmann::ordered_json>;

// The path to the offending value: names, or indices written as numbers.
using IssuePath = nlohmann::ordered_json;

// `received` is the value; discarded JSON stands for none at all.
nlohmann::ordered_json wrong_type(const IssuePath& path, std::string_view expected,
                                  const nlohmann::ordered_json& received);
nlohmann::ordered_json wrong_word(const IssuePath& path, const std::vector<std::string>& options,
                                  std::string_view received);
nlohmann::ordered_json too_short(const IssuePath& path, int least);
nlohmann::ordered_json too_few(const IssuePath& path, int least);
nlohmann::ordered_json number_too_small(const IssuePath& path, int least);
nlohmann::ordered_json number_too_big(const IssuePath& path, int most);
nlohmann::ordered_json not_a_url(const IssuePath& path);
nlohmann::ordered_json unrecognized_keys(const IssuePath& path,
                                         const std::vector<std::string>& keys);
nlohmann::ordered_json custom_issue(const IssuePath& path, std::string_view message);

} // namespace syncbell::mock
