import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { usePages } from './pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'xz-pages-'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>pages</title>')
const app = Fastify()
app.setErrorHandler((error, _, reply) =>
  reply.code(404).send({ code: error instanceof GatewayError ? error.code : 'another' }),
)
usePages(app, folder, null)

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

test.each(['/', '/cases/e60b0705', '/law/functions', '/law/functions/lawyer.powerCheck', '/lawyers/1?from=list'])(
  'the page %s, opened by its address, begins with the one document',
  async (url) => {
    const answer = await app.inject({ url })
    expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html><title>pages</title>'])
  },
)

test.each([
  '/secret.json',
  '/law/functions/lawyer.powerCheck.js',
  '/law/functions/..%2f..%2fkey.pem',
  '/law/lawyer.powerCheck',
  '/api/v1/nothing',
  '/auth/nothing',
])('%s is no page', async (url) => {
  const answer = await app.inject({ url })
  expect([answer.statusCode, answer.json()]).toEqual([404, { code: 'ROUTE_UNKNOWN' }])
})

test('nothing but reading finds a page', async () => {
  expect((await app.inject({ method: 'POST', url: '/cases' })).json()).toEqual({ code: 'ROUTE_UNKNOWN' })
})
