/**
 * Loaded with `--require` before somebody else's program: ends it with exit code 97 as soon as it looks up a name or opens a connection
 * to anything but 127.0.0.1.
 */
const dns = require('node:dns');
const { Socket } = require('node:net');

function forbid(target) {
  process.stderr.write(`reached for ${target}\n`);
  process.reallyExit(97);
}

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...given) {
  // Node's own callers hand over the arguments in an array.
  const [target, host] = Array.isArray(given[0]) ? given[0] : given;
  const name = typeof target === 'object' ? (target.path ?? target.host) : host;
  if (name !== '127.0.0.1') forbid(name);
  return connect.apply(this, given);
};

const { lookup } = dns;
dns.lookup = (name, ...more) => (name === '127.0.0.1' ? lookup(name, ...more) : forbid(name));
