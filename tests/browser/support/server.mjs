// A static server for tests: folders by path, one policy, and a list of what was asked for.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

/// The policy that www/widget/README.md promises to work under.
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self' data:; worker-src 'self' blob:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

const MIME = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
};

/// How long a slow path takes, ms.
export const SLOW = 4000;

/// `places` maps path prefixes (`/a/b/`) to folders, or paths to texts of HTML.
export async function serve(places, { policy = STRICT, headers = {} } = {}) {
  const asked = [];
  // `slow` matches the paths that take `SLOW` ms.
  const state = { places, policy, slow: undefined };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    asked.push(path);
    if (state.slow?.test(path)) await new Promise((resolve) => setTimeout(resolve, SLOW));
    const found = await find(state.places, path);
    const all = { "Cache-Control": "no-cache", ...headers };
    if (state.policy) all["Content-Security-Policy"] = state.policy;
    if (!found) {
      response.writeHead(404, { ...all, "Content-Type": "text/plain" }).end("there is no such file\n");
      return;
    }
    response.writeHead(200, { ...all, "Content-Type": found.type }).end(found.bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    state,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function find(places, path) {
  for (const [prefix, place] of Object.entries(places)) {
    if (place.startsWith("<") && path === prefix) return { bytes: place, type: MIME[".html"] };
    if (place.startsWith("<") || !path.startsWith(prefix)) continue;
    let file = join(place, normalize("/" + path.slice(prefix.length)));
    try {
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      return { bytes: await readFile(file), type: MIME[extname(file)] ?? "application/octet-stream" };
    } catch {
      return undefined;
    }
  }
  return undefined;
}
