#include "net/reply_formatter.hpp"

#include "net/httplib_versions.hpp"

#include <algorithm>

// cpp-httplib writes a reply only as the answer to a request that it has read. So it gets a request
// of ours, from memory, and writes to memory; no byte from outside ever reaches its parsers.
namespace syncbell {
namespace {

class MemoryStream final : public HttplibStream {
public:
  explicit MemoryStream(std::string input) : input_(std::move(input)) {}

  ssize_t read(char* into, std::size_t size) override {
    const std::size_t count = input_.copy(into, size, read_);
    read_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* bytes, std::size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }

  std::string take_output() { return std::move(output_); }

private:
  std::string input_;
  std::size_t read_ = 0;
  std::string output_;
};

struct Answer {
  const ServerReply& reply;
  const ReplyForm& form;
};

// What the library's handlers, which get nothing but its request, are to write on this thread.
thread_local const Answer* current = nullptr;

bool is_framing(std::string_view name) {
  constexpr std::string_view ours[] = {"Content-Length", "Transfer-Encoding", "Connection"};
  return std::any_of(std::begin(ours), std::end(ours), [name](std::string_view header) {
    return equals_ignoring_case(name, header);
  });
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void fill_in(httplib::Response& response, const ServerReply& reply) {
  response.status = reply.status >= 100 && reply.status <= 599 ? reply.status : 500;
  const bool has_body = may_have_body(response.status) && !reply.body.empty();
  if (has_body) response.body = reply.body;
  if (has_body && !reply.content_type.empty()) {
    response.set_header("Content-Type", reply.content_type);
  }
  for (const HeaderField& field : reply.headers) {
    if (!is_framing(field.name)) response.set_header(field.name, field.value);
  }
}

// The library has its own ideas of when a connection ends.
void set_connection(httplib::Response& response, const ReplyForm& form) {
  for (const char* name : {"Keep-Alive", "Accept-Ranges", "Connection"}) {
    response.headers.erase(name);
  }
  if (!may_have_body(response.status)) response.headers.erase("Content-Length");
  if (!form.keep_alive)
    response.set_header("Connection", "close");
  else if (form.is_http_1_0)
    response.set_header("Connection", "keep-alive");
}

// The library calls every status that it has no name for an internal error.
void correct_reason(std::string& bytes) {
  constexpr std::string_view wrong = " Internal Server Error\r\n";
  constexpr std::size_t status_end = std::string_view("HTTP/1.1 500").size();
  if (bytes.compare(status_end, wrong.size(), wrong) != 0) return;
  if (bytes.compare(0, status_end, "HTTP/1.1 500") == 0) return;
  bytes.replace(status_end, wrong.size(), " Unassigned\r\n");
}

} // namespace

class ReplyFormatter::Library final : public HttplibResponder {
public:
  Library() {
    Get("/", [](const httplib::Request&, httplib::Response& response) {
      fill_in(response, current->reply);
    });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      set_connection(response, current->form);
    });
  }
};

ReplyFormatter::ReplyFormatter() : library_(std::make_unique<Library>()) {}
ReplyFormatter::~ReplyFormatter() = default;

std::string ReplyFormatter::format(const ServerReply& reply, const ReplyForm& form) {
  const Answer answer{reply, form};
  MemoryStream stream(form.is_head ? "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"
                                   : "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  current = &answer;
  library_->answer(stream);
  current = nullptr;
  std::string bytes = stream.take_output();
  correct_reason(bytes);
  return bytes;
}

} // namespace syncbell
