// The receiver that Propexo's documentation leads one to write, with nothing besides: the hex HMAC-SHA256
// of the raw body is compared in constant time with the header, and the answer is 200 or 401.
// usage: node node_receiver.js PORT_FILE SECRET_FILE
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const http = require('http');

const [portFile, secretFile] = process.argv.slice(2);
const secret = fs.readFileSync(secretFile, 'utf8').trim();

function isValid(body, signature = '') {
  const expected = Buffer.from(crypto.createHmac('sha256', secret).update(body).digest('hex'));
  const given = Buffer.from(signature);
  return given.length === expected.length && crypto.timingSafeEqual(given, expected);
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const valid = isValid(Buffer.concat(parts), request.headers['propexo-signature']);
    response.writeHead(valid ? 200 : 401);
    response.end();
  });
});

server.listen(0, '127.0.0.1', 512, () => fs.writeFileSync(portFile, `${server.address().port}\n`));
