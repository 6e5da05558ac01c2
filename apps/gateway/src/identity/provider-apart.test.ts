import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePorts } from '@xiezhi/host/ports'
import type { IdentityProviderOptions } from './identity-provider.ts'
import { listenApart } from './provider-apart.ts'

let port = 0
const options = (on = port): IdentityProviderOptions => ({
  issuer: `http://127.0.0.1:${on}`,
  address: '127.0.0.1',
  port: on,
  persons: { demonstrationPassword: 'invented-for-tests', persons: [] },
  clients: [],
})
const thread = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const held = createServer()
let told: object[]
let folder: string
const apart = () => ({ log: (entry: object) => void told.push(entry) })

beforeEach(() => {
  told = []
})
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-provider-'))
  ;[port = 0] = await freePorts(1)
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  held.close()
  rmSync(folder, { recursive: true, force: true })
})

test('listens, and is gone when it is closed', async () => {
  const provider = await listenApart(options(), apart())
  const found = await fetch(`${options().issuer}/.well-known/openid-configuration`)
  expect(await found.json()).toMatchObject({ issuer: options().issuer })
  await provider.close()
  await expect(fetch(options().issuer)).rejects.toThrow()
})

test('a port that is taken is what it fails with', async () => {
  const { port: taken } = held.address() as AddressInfo
  await expect(listenApart(options(taken), apart())).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a thread that ends before it listens, with or without a failure, is no wait without end', async () => {
  await expect(listenApart(options(), { ...apart(), worker: thread('') })).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { exit: 0 },
  })
  const unsettled = thread('await new Promise(() => undefined)')
  await expect(listenApart(options(), { ...apart(), worker: unsettled })).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { exit: 13 },
  })
})

test('nor is one that says nothing; another one is started, once', async () => {
  const silent = { ...apart(), worker: thread('setInterval(() => undefined, 1_000)'), listenMsMax: 300 }
  await expect(listenApart(options(), silent)).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { waitedMs: 300 },
  })
  expect(told).toEqual([{ event: 'IDENTITY_PROVIDER_NOT_STARTED', thread: 1, reason: '{"waitedMs":300}' }])
})

test('where the first thread says nothing the second is listened to', async () => {
  const file = JSON.stringify(join(folder, 'first'))
  const second = thread(`
    import { existsSync, writeFileSync } from 'node:fs'
    import { parentPort } from 'node:worker_threads'
    setInterval(() => undefined, 1_000)
    if (existsSync(${file})) parentPort.postMessage('listening')
    else writeFileSync(${file}, '')`)
  const provider = await listenApart(options(), { ...apart(), worker: second, listenMsMax: 2_000 })
  expect(told).toHaveLength(1)
  await provider.close()
})
