import { createHash } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
const JUDGES = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/judges/', import.meta.url));
const BUILD_TIMEOUT_MS = 600_000;
export const COMETBFT_VERSION = 'v0.38.19';
const run = promisify(execFile);
/** Builds `tools/judges/<name>` with Go, once for each state of its sources. */
export async function buildJudge(name) {
    const source = join(JUDGES, name);
    const path = join(CACHE, `${name}-${sourceDigest(source)}`);
    if (existsSync(path))
        return { path };
    mkdirSync(CACHE, { recursive: true });
    return goResult(path, () => run('go', ['build', '-o', path, '.'], { cwd: source, timeout: BUILD_TIMEOUT_MS }));
}
/** The real `cometbft` binary, installed from its module. */
export async function installCometbft() {
    const bin = join(CACHE, 'bin');
    const path = join(bin, 'cometbft');
    if (existsSync(path))
        return { path };
    mkdirSync(bin, { recursive: true });
    const target = `github.com/cometbft/cometbft/cmd/cometbft@${COMETBFT_VERSION}`;
    return goResult(path, () => run('go', ['install', target], { env: { ...process.env, GOBIN: bin }, timeout: BUILD_TIMEOUT_MS }));
}
/** Sends lines to a judge and returns its lines. */
export function askJudge(path, lines) {
    return new Promise((resolve, reject) => {
        const child = spawn(path, { stdio: ['pipe', 'pipe', 'inherit'] });
        const chunks = [];
        child.stdout.on('data', (chunk) => chunks.push(chunk));
        child.on('error', reject);
        child.on('close', (code) => {
            if (code === 0)
                resolve(Buffer.concat(chunks)
                    .toString('utf8')
                    .split('\n')
                    .filter((line) => line !== ''));
            else
                reject(new Error(`${path} ended with ${String(code)}`));
        });
        child.stdin.end(lines.map((line) => `${line}\n`).join(''));
    });
}
async function goResult(path, build) {
    try {
        await build();
        return { path };
    }
    catch (error) {
        const missing = error.code === 'ENOENT';
        return { absent: missing ? 'Go is not installed' : `Go could not build it: ${firstLine(error)}` };
    }
}
function firstLine(error) {
    const { stderr = '', message } = error;
    return (stderr.trim() || message).split('\n').at(-1)?.slice(0, 200) ?? '';
}
function sourceDigest(folder) {
    const hash = createHash('sha256');
    for (const file of readdirSync(folder).sort())
        hash.update(file).update(readFileSync(join(folder, file)));
    return hash.digest('hex').slice(0, 16);
}
//# sourceMappingURL=run-judge.js.map