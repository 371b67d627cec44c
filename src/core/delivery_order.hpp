#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace syncbell {

// The numbers below `size` in an order that the seed decides, without a list of them: the same
// seed gives the same order, on every machine.
class Permutation {
public:
  Permutation(std::uint64_t size, std::uint64_t seed);

  // One to one from [0, size) to [0, size).
  std::uint64_t operator()(std::uint64_t position) const;

private:
  std::uint64_t mixed(std::uint64_t number) const;

  std::uint64_t size_;
  int half_bits_ = 1; // of the numbers that are mixed; their range is less than four times the size
  std::array<std::uint64_t, 6> keys_{};
};

struct Repetition {
  std::uint64_t rounds = 1; // of all captures, one after the other
  std::uint64_t copies = 1; // of each capture, in a row
};

// Which capture each delivery of a replay sends.
class DeliveryOrder {
public:
  // Copies and rounds are shuffled among the rest where there is a seed.
  DeliveryOrder(std::uint64_t captures, Repetition repetition, std::optional<std::uint64_t> seed);

  std::uint64_t deliveries() const { return deliveries_; }
  // The index of the capture, both counted from 0.
  std::uint64_t capture_of(std::uint64_t delivery) const;

private:
  std::uint64_t captures_;
  std::uint64_t copies_;
  std::uint64_t deliveries_;
  std::optional<Permutation> shuffled_;
};

} // namespace syncbell
