// Starts the Galley binary for the client test: a data folder of its own, a free port, an access token.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = resolve(process.env.TEST_GALLEY_BINARY ?? join(import.meta.dirname, '../../../target/debug/galley'));
const startLimit = 60_000;

/** A running server with the starter model and an editor's token; `stop` ends it and removes its folder. */
export async function startGalley() {
  const home = mkdtempSync(join(tmpdir(), 'galley-client-'));
  const port = await freePort();
  const baseURL = `http://127.0.0.1:${port}`;
  // Nothing of the developer's environment reaches the server.
  const options = {
    cwd: home,
    env: { GALLEY_DATA_DIR: join(home, 'data'), GALLEY_LISTEN: `127.0.0.1:${port}` },
  };
  const run = (...words) => execFileSync(binary, words, { ...options, encoding: 'utf8' }).trim();
  run('init', '--starter', 'blog');
  const token = run('token', 'create', '--name', 'client', '--role', 'editor');

  const server = spawn(binary, ['serve'], { ...options, stdio: 'ignore' });
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  if (!(await isReady(server, baseURL))) {
    await stop();
    throw new Error('the server did not become ready');
  }
  return { baseURL, token, stop };
}

async function isReady(server, baseURL) {
  for (const since = Date.now(); Date.now() - since < startLimit && server.exitCode === null; ) {
    const answer = await fetch(`${baseURL}/readyz`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((later) => setTimeout(later, 20));
  }
  return false;
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
