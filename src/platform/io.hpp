#pragma once

#include "core/result.hpp"

#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace syncbell {

// The three standard streams. May be used from several threads; each write is one piece.
class Io {
public:
  virtual ~Io() = default;

  // Writes all of it, unbuffered: when this returns without an error the bytes are with the kernel.
  virtual std::error_code write_out(std::string_view bytes) = 0;
  // From now on write_out gives up (operation_canceled) instead of waiting for a reader of standard
  // output that takes nothing; writes that wait already give up too.
  virtual void stop_waiting_for_readers() = 0;
  // Messages for people. Nobody can be told if this fails, so it does not say.
  virtual void write_err(std::string_view text) = 0;
  // The same for the last words of a process that ends at once: a line that is written only where
  // that needs no waiting.
  virtual void write_last_words(std::string_view line) = 0;
  // Everything up to the end of standard input, or a little more than 64 MiB, where it has no end:
  // such is no secret and no scenario.
  virtual std::string read_in() = 0;
  // As much of standard input as there is, as soon as there is any: how many bytes of the room were
  // filled, 0 at its end. Fails (local).
  virtual Result<std::size_t> read_in_some(std::span<char> room) = 0;
  // The next line of standard input without its end; empty at the end of input.
  virtual std::string read_line() = 0;

  virtual bool in_is_terminal() const = 0;
  virtual bool out_is_terminal() const = 0;
  virtual bool err_is_terminal() const = 0;
  virtual int err_columns() const = 0; // width of the terminal; 80 where it is unknown
  virtual int err_rows() const = 0;    // its height; 24 where it is unknown
};

class StandardIo final : public Io {
public:
  StandardIo();
  ~StandardIo() override;
  StandardIo(const StandardIo&) = delete;
  StandardIo& operator=(const StandardIo&) = delete;

  std::error_code write_out(std::string_view bytes) override;
  void stop_waiting_for_readers() override;
  void write_err(std::string_view text) override;
  void write_last_words(std::string_view line) override;
  std::string read_in() override;
  Result<std::size_t> read_in_some(std::span<char> room) override;
  std::string read_line() override;
  bool in_is_terminal() const override;
  bool out_is_terminal() const override;
  bool err_is_terminal() const override;
  int err_columns() const override;
  int err_rows() const override;

private:
  int stopped_; // becomes readable when waiting is to stop
};

} // namespace syncbell
