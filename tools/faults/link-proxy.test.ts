import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LinkProxy } from './link-proxy.ts'

let server: Server
let link: LinkProxy

beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  link = await LinkProxy.to((server.address() as AddressInfo).port)
})
afterEach(async () => {
  await link.close()
  server.close()
})

/** What comes back, or how the connection ended. */
function echoed(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(link.port, '127.0.0.1', () => socket.write(text))
    let heard = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk
      if (heard.length === text.length) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      resolve(heard)
    })
  })
}

test('a sound link carries what it is given', async () => {
  expect(await echoed('xiezhi'.repeat(20_000))).toBe('xiezhi'.repeat(20_000))
})

test('a cut link carries nothing, and carries again when it is sound', async () => {
  link.set({ cut: true })
  expect(await echoed('lost')).toBe('')
  link.set({})
  expect(await echoed('found')).toBe('found')
})

test('a slow link carries the same, later', async () => {
  link.set({ latencyMs: 40, bytesPerSecond: 100_000 })
  const beganMs = performance.now()
  expect(await echoed('slow'.repeat(500))).toBe('slow'.repeat(500))
  // Two ways, each delayed: what a sound link needs a fraction of.
  expect(performance.now() - beganMs).toBeGreaterThan(75)
})
