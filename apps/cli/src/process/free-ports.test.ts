import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePortBase, freePorts } from './free-ports.ts'

function listening(port: number): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve(
        () =>
          new Promise((closed) =>
            server.close(() => {
              closed()
            }),
          ),
      )
    })
  })
}

test('ports are different, and free again when they are given', async () => {
  const ports = await freePorts(5)
  expect(new Set(ports).size).toBe(5)
  const closers = await Promise.all(ports.map(listening))
  await Promise.all(closers.map((close) => close()))
})

test('a base is free together with what counts on from it', async () => {
  const base = await freePortBase([10, 20])
  const closers = await Promise.all([base, base + 10, base + 20].map(listening))
  expect(closers).toHaveLength(3)
  await Promise.all(closers.map((close) => close()))
})
