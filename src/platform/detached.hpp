#pragma once

#include <functional>

namespace syncbell {

// Does the work in a process of its own, which has no terminal and no standard streams, outlives
// this one and ends after ten seconds at the latest. Only while this process has no other threads.
// Where there can be no such process, nothing is done.
void run_detached(const std::function<void()>& work);

} // namespace syncbell
