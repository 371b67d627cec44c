#pragma once

#include <string>
#include <system_error>

// What must be done beside writing a file for it to be there after a power failure.
namespace syncbell {

// What errno says.
std::error_code last_failure();

// The folder that a path's last name stands in; "." for a bare name.
std::string folder_of(const std::string& path);

// Brings a folder's entries to the disk: files that were made, renamed or removed in it.
std::error_code sync_folder(const std::string& path);

// Makes the folder, and those above it, where they are missing: mode 0700, and on the disk. One
// that is there is brought to the disk where the folder above it can be.
std::error_code make_folders(const std::string& path);

} // namespace syncbell
