-- Sends the requests of a file in order: each once, or round and round when told "again". The file holds, for each
-- request, its length on a line and then its bytes.
local requests, sent, again = {}, 0, false

function init(args)
  local file = assert(io.open(args[1], "rb"))
  again = args[2] == "again"
  local length = file:read("*n")
  while length do
    file:read(1)
    requests[#requests + 1] = file:read(length)
    length = file:read("*n")
  end
  file:close()
end

function request()
  local nth = again and sent % #requests or sent
  sent = sent + 1
  -- Past the end it asks for what nobody serves, and that refusal fails the measurement.
  return requests[nth + 1] or "GET /too-few-requests HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"answers":%d,"us":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d}', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
