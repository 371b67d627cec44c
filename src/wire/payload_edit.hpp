#pragma once

#include "core/payload_edit.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// Reads "PATH=VALUE". PATH is names joined by dots; a dot that belongs to a name is written "\.".
// VALUE is taken as JSON where it is JSON (49, true, null, "text", [1,2], {"a":1}) and else as
// text; with `force_text` always as text. Fails (usage) naming what is wrong.
Result<PayloadEdit> parse_edit(std::string_view text, bool force_text);

// The body with every edit made in turn. Nothing but the bytes of what is edited changes: spaces,
// the order of members and the spelling of numbers stay. The last member of a name that is missing
// is added; where a name is repeated the last one, which readers go by, is edited. Fails (usage)
// where the body is not JSON, or naming the path that is not in it.
Result<std::string> apply_edits(std::string_view body, const std::vector<PayloadEdit>& edits);

} // namespace syncbell
