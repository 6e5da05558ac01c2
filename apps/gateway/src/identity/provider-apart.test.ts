import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

beforeAll(async () => {
  ;[port = 0] = await freePorts(1)
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  held.close()
})

test('listens, and is gone when it is closed', async () => {
  const provider = await listenApart(options())
  const found = await fetch(`${options().issuer}/.well-known/openid-configuration`)
  expect(await found.json()).toMatchObject({ issuer: options().issuer })
  await provider.close()
  await expect(fetch(options().issuer)).rejects.toThrow()
})

test('a port that is taken is what it fails with', async () => {
  const { port: taken } = held.address() as AddressInfo
  await expect(listenApart(options(taken))).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a thread that ends before it listens, with or without a failure, is no wait without end', async () => {
  await expect(listenApart(options(), { worker: thread('') })).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { exit: 0 },
  })
  const unsettled = thread('await new Promise(() => undefined)')
  await expect(listenApart(options(), { worker: unsettled })).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { exit: 13 },
  })
})

test('nor is one that says nothing', async () => {
  const silent = { worker: thread('setInterval(() => undefined, 1_000)'), listenMsMax: 200 }
  await expect(listenApart(options(), silent)).rejects.toMatchObject({
    code: 'IDENTITY_PROVIDER_NOT_STARTED',
    facts: { waitedMs: 200 },
  })
})
