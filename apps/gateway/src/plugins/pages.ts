import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { GatewayError } from '../gateway-error.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
/** Names with a digest in them never change their content. */
const HASHED = /[-.][A-Za-z0-9_-]{8,}\.(?:js|css|woff2|ttf|wasm|svg|png)$/
/** The last part of these is the name of a function, which holds a point and is no file. */
const FUNCTION_PAGE = /^\/law\/functions\/[A-Za-z]+\.[A-Za-z]+$/
const NOT_PAGES = /^\/(?:api|auth|public|healthz|readyz|metrics|openapi\.json)(?:\/|$)/

interface Page {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
  readonly isHashed: boolean
}

/** A build that goes on writes for seconds; one that is cut off never ends. */
const READ_TRIES = 60
const READ_AGAIN_MS = 250

/** How often, and how long apart, a folder is read that changes meanwhile. */
interface Patience {
  readonly tries?: number
  readonly pauseMs?: number
}

/**
 * Built pages, read once: what is not in the folder at the start is not served, whatever a path says. Files that go while
 * they are read belong to a build that is under way: it is waited for. @throws GatewayError CONFIG_INVALID
 */
export async function usePages(
  app: FastifyInstance,
  folder: string | null,
  verifyPageFile: string | null,
  patience: Patience = {},
): Promise<void> {
  const pages = folder === null || !existsSync(folder) ? new Map<string, Page>() : await builtPages(folder, patience)
  const verify = verifyPageFile === null || !existsSync(verifyPageFile) ? undefined : readFileSync(verifyPageFile)
  app.get('/verify', (_, reply) => {
    if (verify === undefined) throw new GatewayError('NOT_AVAILABLE', { page: 'verify' })
    return reply
      .header('content-security-policy', policyOf(verify.toString('utf8')))
      .type(TYPES['.html'] ?? '')
      .send(verify)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const found = pages.get(path) ?? (isPagePath(request.method, path) ? pages.get('/index.html') : undefined)
    if (request.method !== 'GET' || found === undefined) throw new GatewayError('ROUTE_UNKNOWN')
    return sendPage(reply, found, request.headers['if-none-match'])
  })
}

/** Paths of the console's own pages all begin with its one document. */
function isPagePath(method: string, path: string): boolean {
  return method === 'GET' && !NOT_PAGES.test(path) && (extname(path) === '' || FUNCTION_PAGE.test(path))
}

function sendPage(reply: FastifyReply, { bytes, type, etag, isHashed }: Page, known: string | undefined): FastifyReply {
  void reply.header('etag', etag).header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (known === etag) return reply.code(304).send()
  return reply.type(type).send(bytes)
}

async function builtPages(
  folder: string,
  { tries = READ_TRIES, pauseMs = READ_AGAIN_MS }: Patience,
): Promise<Map<string, Page>> {
  for (let tried = 1; ; tried++) {
    try {
      const pages = readPages(folder)
      // A folder without the one document that every page begins with is half of a build; an empty one is none.
      if (pages.size === 0 || pages.has('/index.html')) return pages
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
    if (tried >= tries)
      throw new GatewayError('CONFIG_INVALID', {
        pages: folder,
        expected: 'a whole build: build the console to its end, then start again',
        seen: 'files that come and go, or no index.html',
      })
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function readPages(folder: string): Map<string, Page> {
  const pages = new Map<string, Page>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const type = TYPES[extname(file)]
    if (type === undefined) continue
    const bytes = readFileSync(file)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    pages.set(`/${relative(folder, file).split(sep).join('/')}`, { bytes, type, etag, isHashed: HASHED.test(file) })
  }
  const index = pages.get('/index.html')
  if (index !== undefined) pages.set('/', index)
  return pages
}

/** The page is one file with its script inside: exactly that script may run. */
function policyOf(html: string): string {
  const scripts = Array.from(html.matchAll(/<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g), ([, text = '']) => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  })
  return `default-src 'none'; script-src ${scripts.join(' ') || "'none'"} 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`
}
