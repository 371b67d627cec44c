#pragma once

#include <unistd.h>

#include <utility>

namespace syncbell {

// Owns a file descriptor.
class Descriptor {
public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this == &other) return *this;
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  // Gives the number away, for someone else to close.
  int release() { return std::exchange(number_, -1); }

private:
  void close() const {
    if (number_ >= 0) ::close(number_);
  }

  int number_ = -1;
};

} // namespace syncbell
