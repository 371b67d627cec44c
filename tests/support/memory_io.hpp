#pragma once

#include "platform/io.hpp"

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>

namespace syncbell::test {

// The three streams as texts, on whatever kind of terminal the test asks for.
class MemoryIo final : public Io {
public:
  std::error_code write_out(std::string_view bytes) override {
    if (before_write_out) before_write_out();
    const std::lock_guard lock(mutex_);
    if (out_failure) return out_failure;
    out_ += bytes;
    return {};
  }
  void stop_waiting_for_readers() override {
    if (on_stop_waiting) on_stop_waiting();
  }
  void write_err(std::string_view text) override {
    const std::lock_guard lock(mutex_);
    err_ += text;
  }
  void write_last_words(std::string_view line) override { write_err(std::string(line) + "\n"); }
  std::string read_in() override {
    std::string all;
    all.swap(in); // like a pipe: what was read is gone
    return all;
  }
  Result<std::size_t> read_in_some(std::span<char> room) override {
    const std::size_t count = std::min(room.size(), in.size());
    std::copy_n(in.begin(), count, room.begin());
    in.erase(0, count);
    return count;
  }
  std::string read_line() override {
    const std::string line = in.substr(0, in.find('\n'));
    in.erase(0, line.size() + 1);
    return line;
  }
  bool in_is_terminal() const override { return in_terminal; }
  bool out_is_terminal() const override { return out_terminal; }
  bool err_is_terminal() const override { return err_terminal; }
  int err_columns() const override { return columns; }
  int err_rows() const override { return rows; }

  std::string out() const {
    const std::lock_guard lock(mutex_);
    return out_;
  }
  std::string err() const {
    const std::lock_guard lock(mutex_);
    return err_;
  }

  std::string in;
  std::error_code out_failure;
  std::function<void()> on_stop_waiting;
  std::function<void()> before_write_out;
  bool in_terminal = false;
  bool out_terminal = false;
  bool err_terminal = false;
  int columns = 80;
  int rows = 24;

private:
  mutable std::mutex mutex_;
  std::string out_;
  std::string err_;
};

} // namespace syncbell::test
