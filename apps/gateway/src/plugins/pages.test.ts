import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { usePages } from './pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'xz-pages-'))
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>pages</title>')
const app = Fastify()
app.setErrorHandler((error, _, reply) =>
  reply.code(404).send({ code: error instanceof GatewayError ? error.code : 'another' }),
)
await usePages(app, folder, null)

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

describe('a console that is being built while the gateway starts', () => {
  const half = (): string => {
    const part = mkdtempSync(join(tmpdir(), 'xz-half-'))
    mkdirSync(join(part, 'assets'))
    writeFileSync(join(part, 'assets', 'main-0123456789.js'), 'export {}')
    return part
  }

  test('is waited for, and served when it is whole', async () => {
    const part = half()
    const late = Fastify()
    const used = usePages(late, part, null, { pauseMs: 20 })
    setTimeout(() => {
      writeFileSync(join(part, 'index.html'), '<!doctype html><title>late</title>')
    }, 100)
    await used
    expect((await late.inject({ url: '/' })).body).toBe('<!doctype html><title>late</title>')
    await late.close()
    rmSync(part, { recursive: true })
  })

  test('and never ends is a configuration that says what to do', async () => {
    const part = half()
    const never = usePages(Fastify(), part, null, { tries: 3, pauseMs: 5 })
    await expect(never).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      facts: { pages: part, expected: expect.stringContaining('build the console') as string },
    })
    rmSync(part, { recursive: true })
  })

  test('file by file goes and comes while it is read', async () => {
    const part = half()
    writeFileSync(join(part, 'index.html'), '<!doctype html>')
    let isOver = false
    const churn = (async () => {
      for (let at = 0; at < 15; at++) {
        rmSync(part, { recursive: true, force: true })
        await new Promise((resolve) => setTimeout(resolve, 2))
        mkdirSync(join(part, 'assets'), { recursive: true })
        for (let file = 0; file < 20; file++) writeFileSync(join(part, 'assets', `a-${file}.js`), String(file))
        writeFileSync(join(part, 'index.html'), '<!doctype html>')
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      isOver = true
    })()
    while (!isOver) {
      await expect(usePages(Fastify(), part, null, { pauseMs: 1, tries: 2_000 })).resolves.toBeUndefined()
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await churn
    rmSync(part, { recursive: true, force: true })
  })
})
