#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace syncbell {

// Takes a chunked body apart as its bytes arrive (RFC 9112, section 7.1). Chunk extensions and
// trailers are skipped. Strict, because cpp-httplib 0.11 is not: there a chunk without its line end
// passes for the end of the body, and what follows for a request.
class ChunkedBody {
public:
  enum class Progress { more, complete, malformed, too_large };

  explicit ChunkedBody(std::uint64_t max_bytes) : allowed_(max_bytes) {}

  struct Step {
    Progress progress = Progress::more;
    std::size_t used = 0; // of the bytes given; what follows a complete body is not touched
  };

  // Appends the data among the bytes to `body`. Not to be called again once it is over.
  Step decode(std::string_view bytes, std::string& body);

private:
  enum class Part { size, data, data_end, trailer };

  std::size_t take(std::string_view bytes, std::string& body);
  std::size_t take_data(std::string_view bytes, std::string& body);
  std::size_t take_data_end(char c);
  std::size_t take_line(std::string_view bytes);
  Progress read_line(std::string_view line);
  Progress read_size(std::string_view line);

  Progress progress_ = Progress::more;
  Part part_ = Part::size;
  std::uint64_t allowed_;  // of data, from here to the end of the body
  std::uint64_t left_ = 0; // of the current chunk
  std::string line_ = {};  // the part of a line that has arrived
  std::size_t trailer_bytes_ = 0;
};

} // namespace syncbell
