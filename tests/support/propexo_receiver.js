// A service that receives Propexo's webhooks, as Propexo's documentation tells its users to write
// one: the signature is the hex HMAC-SHA256 of the raw body, compared in constant time.
//
// usage: node propexo_receiver.js PORT_FILE SECRET_FILE LOG
//
// Answers 401 where the signature is missing or wrong, else 200, or N at the path /status/N; at
// /never it does not answer at all. Writes a line of JSON to LOG for each request before that:
// valid, method, url, headers (as sent), body (base64).
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const http = require('http');

const [portFile, secretFile, log] = process.argv.slice(2);
const secret = fs.readFileSync(secretFile, 'utf8').trim();

function isValid(body, signature) {
  if (signature === undefined) return false;
  const expected = crypto.createHmac('sha256', secret).update(body).digest('hex');
  const given = Buffer.from(signature);
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && crypto.timingSafeEqual(given, wanted);
}

function answerTo(url) {
  const match = /^\/status\/([1-5][0-9][0-9])/.exec(url);
  return match ? Number(match[1]) : 200;
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    const valid = isValid(body, request.headers['propexo-signature']);
    const { method, url, rawHeaders } = request;
    const seen = { valid, method, url, headers: rawHeaders, body: body.toString('base64') };
    fs.appendFileSync(log, `${JSON.stringify(seen)}\n`);
    if (url.startsWith('/never')) return;
    response.writeHead(valid ? answerTo(url) : 401, { 'Content-Type': 'text/plain' });
    response.end(valid ? 'received\n' : 'the signature is missing or wrong\n');
  });
});

server.listen(0, '127.0.0.1', () => {
  fs.writeFileSync(`${portFile}.new`, `${server.address().port}\n`);
  fs.renameSync(`${portFile}.new`, portFile);
});
