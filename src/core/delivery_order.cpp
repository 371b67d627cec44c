#include "core/delivery_order.hpp"

#include <bit>

namespace syncbell {
namespace {

// Sebastiano Vigna's splitmix64 (public domain): every bit of the result depends on every bit
// given.
std::uint64_t scrambled(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
  return x ^ (x >> 31U);
}

} // namespace

Permutation::Permutation(std::uint64_t size, std::uint64_t seed) : size_(size) {
  while (half_bits_ < 32 && (std::uint64_t{1} << (2 * half_bits_)) < size)
    ++half_bits_;
  for (std::uint64_t& key : keys_)
    key = seed = scrambled(seed);
}

// A Feistel network: each round can be undone, whatever it mixes in, so no two numbers meet.
std::uint64_t Permutation::mixed(std::uint64_t number) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = number >> half_bits_;
  std::uint64_t right = number & mask;
  for (const std::uint64_t key : keys_) {
    const std::uint64_t next = left ^ (scrambled(right ^ key) & mask);
    left = right;
    right = next;
  }
  return left << half_bits_ | right;
}

// Numbers beyond the size are passed on: on their cycle there is one that is not, the number itself
// if no other.
std::uint64_t Permutation::operator()(std::uint64_t position) const {
  std::uint64_t number = mixed(position);
  while (number >= size_)
    number = mixed(number);
  return number;
}

DeliveryOrder::DeliveryOrder(std::uint64_t captures, Repetition repetition,
                             std::optional<std::uint64_t> seed)
    : captures_(captures), copies_(repetition.copies),
      deliveries_(captures * repetition.copies * repetition.rounds) {
  if (seed && deliveries_ > 1) shuffled_.emplace(deliveries_, *seed);
}

std::uint64_t DeliveryOrder::capture_of(std::uint64_t delivery) const {
  return (shuffled_ ? (*shuffled_)(delivery) : delivery) / copies_ % captures_;
}

} // namespace syncbell
