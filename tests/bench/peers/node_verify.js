// Checks the signatures of the records on standard input as a short script of Node would.
// usage: node node_verify.js SECRET_FILE <records.jsonl
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const readline = require('readline');

const secret = fs.readFileSync(process.argv[2], 'utf8').trim();
let invalid = 0;

function isValid(record) {
  const [, signature] = record.headers.find(([name]) => name.toLowerCase() === 'propexo-signature') || [];
  const expected = crypto.createHmac('sha256', secret).update(record.body).digest('hex');
  return signature !== undefined && signature.length === expected.length &&
    crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

readline.createInterface({ input: process.stdin })
  .on('line', (line) => { invalid += isValid(JSON.parse(line)) ? 0 : 1; })
  .on('close', () => process.exit(invalid === 0 ? 0 : 3));
