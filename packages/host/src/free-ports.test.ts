import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
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

test('no two bases of one moment are the same, and none is a port of outgoing connections', async () => {
  const bases = await Promise.all([freePortBase([]), freePortBase([]), freePortBase([])])
  expect(new Set(bases).size).toBe(3)
  expect(Math.max(...bases)).toBeLessThan(32_768 - 255)
})

test('another process is given other ports while this one runs', async () => {
  const mine = await freePortBase([])
  const program = `import { freePortBase } from ${JSON.stringify(fileURLToPath(new URL('./free-ports.ts', import.meta.url)))}
    Math.random = () => ${(mine - 10_000) / 256 / 85 + 0.001}
    console.log(await freePortBase([]))`
  const built = await build({
    stdin: { contents: program, resolveDir: '/', loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  const other = Number(
    execFileSync(process.execPath, ['--input-type=module', '-'], { input: built.outputFiles[0]?.text }).toString(),
  )
  expect(other).toBeGreaterThan(0)
  expect(other).not.toBe(mine)
})

test('an offset beyond the block is refused', async () => {
  await expect(freePortBase([256])).rejects.toMatchObject({
    code: 'HOST_NO_FREE_PORTS',
    facts: { offset: 256 },
  })
})
