#include "output/console.hpp"

#include "core/http_message.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"

#include <algorithm>

namespace syncbell {
namespace {

bool wants_color(const OutputOptions& options, const TerminalFacts& terminal, bool is_terminal) {
  if (options.color == ColorChoice::always) return true;
  if (options.color == ColorChoice::never) return false;
  return is_terminal && !terminal.no_color;
}

} // namespace

Console::Console(Io& io, const OutputOptions& options, const TerminalFacts& terminal)
    : io_(io), options_(options), style_(wants_color(options, terminal, io.err_is_terminal())),
      data_style_(wants_color(options, terminal, io.out_is_terminal())),
      out_is_terminal_(io.out_is_terminal()),
      live_(io.err_is_terminal() && !terminal.dumb && !options.quiet),
      pipeline_(terminal.pipeline) {}

Console::~Console() {
  if (!live_widths_.empty()) io_.write_err(erasure());
}

std::error_code Console::data(std::string_view bytes) {
  return options_.json ? payload(bytes) : write(bytes);
}

std::error_code Console::payload(std::string_view bytes) {
  return out_is_terminal_ ? write(printable_lines(bytes)) : write(bytes);
}

std::error_code Console::write(std::string_view bytes) {
  std::unique_lock lock(mutex_);
  if (!live_widths_.empty()) io_.write_err(erasure());
  if (!out_is_terminal_) lock.unlock(); // whoever reads it may be slow: that holds up no message
  return io_.write_out(bytes);
}

void Console::line(const std::string& text) {
  const std::lock_guard lock(mutex_);
  io_.write_err(erasure() + text + "\n");
}

void Console::note(const std::string& text) {
  if (!options_.quiet) line(text);
}

void Console::detail(const std::string& text) {
  if (options_.verbose) line(style_.faint(text));
}

void Console::warn(const std::string& text) { line(style_.warning("warning: ") + text); }

void Console::error(const Error& error) {
  end_fold();
  line(style_.bad("syncbell: ") +
       describe({error.kind, printable(error.message), printable(error.hint)}));
}

void Console::annotate(const std::string& title, const std::string& message) {
  const std::string annotation = encode_annotation(pipeline_, title, message);
  if (!annotation.empty()) line(annotation);
}

void Console::begin_fold(const std::string& title, const Clock& clock) {
  if (pipeline_ == Pipeline::none || options_.quiet) return;
  fold_clock_ = &clock;
  fold_begun_ = clock.wall();
  line(encode_fold_begin(pipeline_, title, fold_begun_));
}

void Console::end_fold() {
  if (fold_clock_ == nullptr) return;
  line(encode_fold_end(pipeline_, fold_begun_, fold_clock_->wall()));
  fold_clock_ = nullptr;
}

bool Console::can_ask() const { return io_.in_is_terminal() && io_.err_is_terminal(); }

bool Console::confirm(const std::string& question) {
  {
    const std::lock_guard lock(mutex_);
    io_.write_err(erasure() + question + " [y/N] ");
  }
  const std::string answer = io_.read_line();
  return equals_ignoring_case(answer, "y") || equals_ignoring_case(answer, "yes");
}

void Console::live_lines(const std::vector<std::string>& lines) {
  if (!live_) return;
  const std::lock_guard lock(mutex_);
  const auto width = static_cast<std::size_t>(std::max(io_.err_columns() - 1, 1));
  std::string text = erasure();
  for (const std::string& line : lines) {
    const std::string_view shown = first_characters(line, width);
    if (!live_widths_.empty()) text += "\n";
    text += shown;
    live_widths_.push_back(characters_in(shown));
  }
  io_.write_err(text);
}

std::size_t Console::live_room() const {
  return static_cast<std::size_t>(std::max(io_.err_rows() - 1, 1));
}

// What takes the live lines off the terminal. Where that has become narrower since, a line takes
// several of its rows.
std::string Console::erasure() {
  if (live_widths_.empty()) return "";
  const auto width = static_cast<std::size_t>(std::max(io_.err_columns(), 1));
  std::size_t rows = 0;
  for (const std::size_t length : live_widths_)
    rows += std::max<std::size_t>((length + width - 1) / width, 1);
  live_widths_.clear();
  if (rows == 1) return "\r\x1b[K";
  return "\r\x1b[" + std::to_string(rows - 1) + "A\x1b[J";
}

} // namespace syncbell
