#pragma once

#include "core/error.hpp"
#include "output/output_options.hpp"
#include "output/pipeline.hpp"
#include "output/style.hpp"
#include "platform/clock.hpp"
#include "platform/io.hpp"

#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace syncbell {

// What a terminal, or the log of a CI job, can show, as far as the environment says.
struct TerminalFacts {
  bool no_color = false; // NO_COLOR is set, or TERM is dumb
  bool dumb = false;     // TERM is dumb or unset
  Pipeline pipeline = Pipeline::none;
};

// Where a command speaks: data on standard output, everything else on standard error, below which a
// terminal shows lines that are overwritten in place. May be used from several threads.
class Console {
public:
  Console(Io& io, const OutputOptions& options, const TerminalFacts& terminal);
  ~Console(); // takes the live lines away
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  const OutputOptions& options() const { return options_; }
  const Style& style() const { return style_; }           // of standard error
  const Style& data_style() const { return data_style_; } // of standard output

  // Data: exactly these bytes, where standard output is no terminal. On one, JSON and what came
  // from outside (a payload) have the control characters shown that they hold.
  std::error_code data(std::string_view bytes);
  std::error_code payload(std::string_view bytes);
  // A line of news; --quiet drops it.
  void note(const std::string& text);
  // A line of detail, only with --verbose.
  void detail(const std::string& text);
  void warn(const std::string& text);
  void error(const Error& error);
  // An error that stands on the page of the run too, where there is one; nothing elsewhere.
  void annotate(const std::string& title, const std::string& message);

  // From here to end_fold() or an error the log of a CI job shows a title, and unfolds the rest on
  // request. The clock must outlive that.
  void begin_fold(const std::string& title, const Clock& clock);
  void end_fold();

  // Whether somebody can be asked: input and messages are both on a terminal.
  bool can_ask() const;
  // Asks for a yes or no; anything but y and yes is a no.
  bool confirm(const std::string& question);

  // Whether lines can be overwritten in place: a terminal that is not dumb, without --quiet.
  bool is_live() const { return live_; }
  // Shows the lines in place of the last ones, each cut to the width of the terminal. Plain text.
  void live_lines(const std::vector<std::string>& lines);
  void live_line(const std::string& text) { live_lines({text}); }
  // How many of them have room on the terminal.
  std::size_t live_room() const;

private:
  std::error_code write(std::string_view bytes);
  void line(const std::string& text);
  std::string erasure();

  Io& io_;
  OutputOptions options_;
  Style style_;
  Style data_style_;
  bool out_is_terminal_;
  bool live_;
  std::vector<std::size_t> live_widths_; // of the lines that are shown
  Pipeline pipeline_;
  const Clock* fold_clock_ = nullptr; // while there is a fold
  WallTime fold_begun_{};
  std::mutex mutex_;
};

} // namespace syncbell
