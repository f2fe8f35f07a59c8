/**
 * Has the official SDK perform what it is asked for, one message at a time, and tells what came of it: a process of its own, because it
 * trusts another certificate, which Node reads at its start alone.
 */
const { Client } = require('plivo');

process.on('message', async ({ authId, authToken, proxy, interface: name, method, args }) => {
  const client = new Client(authId, authToken, { proxy });
  try {
    const value = await client[name][method](...args);
    process.send({ type: value?.constructor.name, value, meta: value?.meta });
  } catch (error) {
    process.send({ thrown: describe(error) });
  }
});

process.on('disconnect', () => process.exit());

/** The SDK throws strings too. */
function describe(error) {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  return { type: error.constructor.name, message: error.message, status: error.status, apiID: error.apiID };
}
