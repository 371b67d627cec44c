#pragma once

#include "mock/scenario.hpp"
#include "wire/json_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

// The parts of a scenario file, each read from its place in the document. Every function throws
// JsonProblem at that place, as JsonReader does; what the file leaves out keeps its default.
namespace syncbell::mock {

// Members of an object: `target` changes only where the key is there and not null.
void read_text(const JsonReader& in, std::string_view key, std::string& target);
void read_flag(const JsonReader& in, std::string_view key, bool& target);
void read_duration(const JsonReader& in, std::string_view key, Duration& target);
// A whole number from `least` to a million.
void read_count(const JsonReader& in, std::string_view key, int& target, int least = 0);
void read_optional_flag(const JsonReader& in, std::string_view key, std::optional<bool>& target);
void read_optional_moment(const JsonReader& in, std::string_view key,
                          std::optional<PastMoment>& target);

// One of the words, with a suggestion where it is another.
std::string read_word(const JsonReader& in, const std::vector<std::string_view>& words);
// Names of events (triggers).
TriggerKind read_trigger(const JsonReader& in);
// An id that stands in paths as it is: letters, digits, - and _.
std::string read_id(const JsonReader& in);
// RFC 3339, or "-24h": so long before the start.
PastMoment read_moment(const JsonReader& in);

IntegrationPlan read_integration(const JsonReader& in);
WebhookPlan read_webhook(const JsonReader& in);
ApiFault read_api_fault(const JsonReader& in);

} // namespace syncbell::mock
