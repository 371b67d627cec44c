#pragma once

#include <atomic>
#include <cstdint>

// The system's own way to wait for a word in memory. (std::atomic's gives the processor away four
// times before it waits; a semaphore wakes one thread a call.)
namespace syncbell {

using FutexWord = std::atomic<std::uint32_t>;

// Waits until woken, unless the word is another than expected by now. May return for no reason.
void futex_wait(FutexWord& word, std::uint32_t expected);
void futex_wake_one(FutexWord& word);
void futex_wake_all(FutexWord& word);

} // namespace syncbell
