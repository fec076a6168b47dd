// Loaded before a command under test: the command must never look up or reach another machine.
import dns from 'node:dns';
import net from 'node:net';

const refuse = () => {
  process.stderr.write('a network was reached for\n');
  process.exit(99);
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // A path is a pipe on this machine, which the translator of a checkout uses.
  const [first] = args.flat();
  return typeof first === 'object' && first?.path ? connect.apply(this, args) : refuse();
};
dns.lookup = refuse;
dns.promises.lookup = refuse;
globalThis.fetch = refuse;
