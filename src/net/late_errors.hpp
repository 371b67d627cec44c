#pragma once

#include "core/error.hpp"
#include "core/time.hpp"
#include "core/url.hpp"

namespace syncbell {

// What a request fails with (network) when its time is over, by how far it had come.
Error not_connected_in_time(const Url& url, Duration timeout);
Error no_answer_in_time(const Url& url, Duration timeout);
Error reply_incomplete_in_time(const Url& url, Duration timeout);

} // namespace syncbell
