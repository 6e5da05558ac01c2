import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EmbeddedHost } from '../embedded-host.ts'
import { noteModule, noteTx } from '../testing/note-module.ts'
import { Params } from './params.ts'
import { stateChanges, statePage } from './state-reads.ts'

interface Change {
  readonly key: string
  readonly value: string | null
}
interface Changes {
  readonly height: number
  readonly oldest: number
  readonly blocks: readonly { readonly height: number; readonly changes: readonly Change[] }[]
}
interface Page {
  readonly height: number
  readonly entries: readonly Change[]
  readonly next: string | null
}

const horizon = { heights: 30, durationMs: 0 }

let folder: string
let host: EmbeddedHost

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-state-reads-'))
  const genesis = { chainId: 'xz-note-1', genesisTimeMs: Date.now() - 10_000, appState: {} }
  const validator = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
  host = new EmbeddedHost({
    folder,
    crypto: nodeCrypto,
    validator,
    genesis,
    modules: [noteModule],
    heartbeatMs: 60_000,
    horizon,
  })
  host.start()
})
afterEach(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

const changes = (values: Record<string, unknown>): Changes =>
  stateChanges({ host }, new Params({ prefixes: ['note/'], ...values })) as unknown as Changes
const page = (values: Record<string, unknown>): Page =>
  statePage({ host }, new Params({ prefix: 'note/', ...values })) as unknown as Page

test('each block tells what it changed, as it stood after it', async () => {
  const first = await host.submit(noteTx('a'))
  const second = await host.submit(noteTx('b'))
  const { blocks, height } = changes({ from: first.height, count: 100 })
  expect(height).toBe(host.height)
  expect(blocks.map((block) => block.height)).toEqual(
    Array.from({ length: host.height - first.height + 1 }, (_, at) => first.height + at),
  )
  const of = (at: number): readonly Change[] => blocks.find((block) => block.height === at)?.changes ?? []
  expect(of(first.height).length).toBeGreaterThan(0)
  for (const { key, value } of [...of(first.height), ...of(second.height)]) {
    expect(key).toMatch(/^note\//)
    expect(base64Decode(value ?? '').length).toBeGreaterThan(0)
  }
  expect(of(first.height)).not.toEqual(of(second.height))
  // The sum of the changes is the state.
  const sum = new Map(blocks.flatMap((block) => block.changes.map(({ key, value }) => [key, value] as const)))
  for (const { key, value } of page({}).entries) expect(sum.get(key)).toBe(value)
})

test('pages join without a gap', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await host.submit(noteTx(name))
  const whole = page({})
  const keys: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const part: Page = page({ limit: 2, after })
    keys.push(...part.entries.map(({ key }) => key))
    after = part.next
  }
  expect(keys.length).toBeGreaterThanOrEqual(5)
  expect(keys).toEqual(whole.entries.map(({ key }) => key))
})

test.each<[string, Record<string, unknown>, RegExp]>([
  ['no prefix', { from: 5, prefixes: [] }, /prefixes/],
  ['no height', {}, /from/],
])('%s is refused', (_, values, data) => {
  expect(() => changes(values)).toThrow(
    expect.objectContaining({ data: expect.stringMatching(data) as string }) as Error,
  )
})

test('there are no changes of blocks to come, and no page of everything', () => {
  expect(changes({ from: host.height + 10 }).blocks).toEqual([])
  expect(() => page({ prefix: '' })).toThrow(expect.objectContaining({ code: -32602 }) as Error)
})

test('of heights that are no longer kept there are no changes, and it is said which are the oldest', async () => {
  for (let note = 0; changes({ from: host.height + 1 }).oldest === 0; note++) await host.submit(noteTx(`note-${note}`))
  const { oldest } = changes({ from: host.height + 1 })
  expect(changes({ from: oldest + 1 }).blocks.length).toBe(1)
  expect(() => changes({ from: oldest })).toThrow(
    expect.objectContaining({ data: expect.stringMatching(/STORE_HEIGHT_UNAVAILABLE/) as string }) as Error,
  )
})
