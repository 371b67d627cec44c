#pragma once

#include "parser.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace syncbell::test {

// Command lines with a configuration of the test's own.
struct Configured {
  explicit Configured(const std::string& text) : path(folder.file("c.toml", text)) {
    variables["SYNCBELL_CONFIG"] = path;
  }

  Result<Order> parse(const std::vector<std::string>& arguments) const {
    return parse_arguments(arguments, [this](const std::string& name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
  }
  Order order(const std::vector<std::string>& arguments) const {
    Result<Order> parsed = parse(arguments);
    const std::string complaint = parsed ? "" : describe(parsed.error());
    CAPTURE(complaint);
    REQUIRE(parsed.has_value());
    return *std::move(parsed);
  }
  template <class Options>
  Options options(const std::vector<std::string>& arguments) const {
    return std::get<Options>(order(arguments).invocation);
  }
  // The whole complaint, from the configuration's name on.
  std::string refusal(const std::vector<std::string>& arguments) const {
    const Result<Order> parsed = parse(arguments);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().kind == ErrorKind::usage);
    const std::string complaint = describe(parsed.error());
    CHECK(complaint.find("s3cr3t") == std::string::npos);
    const std::size_t begin = complaint.find(path);
    return begin == complaint.npos ? complaint : complaint.substr(begin + path.size() - 6);
  }
  // "value (source)", with the configuration's name cut short; empty where it is not used.
  std::string used(const std::string& setting, const std::vector<std::string>& arguments) const {
    for (const EffectiveSetting& one : order(arguments).settings.all) {
      if (one.name != setting) continue;
      const bool is_here = one.source.starts_with(path);
      return one.value + " (" + (is_here ? one.source.substr(path.size() - 6) : one.source) + ")";
    }
    return "";
  }

  TemporaryFolder folder;
  std::string path;
  std::map<std::string, std::string> variables;
};

} // namespace syncbell::test
