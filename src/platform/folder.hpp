#pragma once

#include "core/result.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

bool is_folder(const std::string& path);

// The names of the files in a folder that are wanted, in order of their bytes. Folders in it are
// none. Fails (local) naming the path and why.
Result<std::vector<std::string>> files_in(const std::string& folder,
                                          const std::function<bool(std::string_view)>& is_wanted);

// 0 where there is no such file or it is not a regular one.
std::uint64_t size_of_file(const std::string& path);

} // namespace syncbell
