#pragma once

#include <string>

namespace CLI {
class App;
}

namespace syncbell {

// The command of that name, or null.
const CLI::App* command_named(const CLI::App& tree, const std::string& name);

} // namespace syncbell
