import type { FastifyInstance } from 'fastify'

/** The console's styles are made in the page; scripts come from this origin only. */
export const CONSOLE_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONSOLE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}
/** A year: over HTTPS the browser never tries HTTP again. */
const HSTS = 'max-age=31536000'

export function useSecurityHeaders(app: FastifyInstance, isHttps: boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(HEADERS)
    void reply.header('x-request-id', request.id)
    void reply.header('cache-control', 'no-store')
    if (isHttps) void reply.header('strict-transport-security', HSTS)
    done()
  })
}
