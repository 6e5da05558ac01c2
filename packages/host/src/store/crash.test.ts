import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { utf8Decode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, StateTree, verifyMembership } from '@xiezhi/merkle'
import { StateStore } from './state-store.ts'
import { bundleWriter, startWriter } from './testing/run-writer.ts'
import { temporaryFolders } from './testing/temporary-folder.ts'

const temporaryFolder = temporaryFolders()
const KILLS = 6

beforeAll(bundleWriter)

/** Opens what a process left and compares everything in it; returns the height. */
async function inspect(folder: string): Promise<number> {
  const store = new StateStore(folder, { crypto: nodeCrypto, horizon: { heights: 20, durationMs: 0 } })
  const height = store.height ?? 0
  const tree = new StateTree(nodeCrypto)
  const entries = [...store.scan({})]
  tree.update(
    entries.map(({ key, value }) => ({ keyHash: nodeCrypto.sha256(key), valueHash: nodeCrypto.sha256(value) })),
  )
  expect(store.root()).toEqual(tree.root())
  expect(store.size).toBe(entries.length)
  // State, entries outside the tree and host rows are of the same block.
  expect(utf8Decode(store.get(utf8Encode('height'))!)).toBe(String(height))
  expect(Number(utf8Decode(store.getAux(utf8Encode('last'))!))).toBe(height)
  expect(store.getRow(utf8Encode(`block/${height}`))).toBeDefined()
  expect(store.getRow(utf8Encode(`block/${height + 1}`))).toBeUndefined()
  for (let past = store.oldestHeight!; past <= height; past++) {
    const { root, value, proof } = store.prove(past, utf8Encode('height'))
    expect(utf8Decode(value!)).toBe(String(past))
    verifyMembership(nodeCrypto, smtSpec, root, proof, utf8Encode('height'), value!)
  }
  await store.close()
  return height
}

describe('a process that commits blocks', () => {
  it(`loses no committed block and shows no half of one when killed, ${KILLS} times over`, async () => {
    const folder = temporaryFolder()
    for (let kill = 0; kill < KILLS; kill++) {
      const writer = startWriter(folder)
      await writer.printed(3)
      // At another moment of a commit each time.
      await setTimeout(11 * kill)
      writer.process.kill('SIGKILL')
      await writer.ended
      const acknowledged = Number(writer.lines.at(-1))
      const height = await inspect(folder)
      expect(height).toBeGreaterThanOrEqual(acknowledged)
      expect(height).toBeLessThanOrEqual(acknowledged + 1)
    }
  })

  it('refuses the block that the disk has no room for, keeps the one before readable, and goes on after a restart', async () => {
    const folder = temporaryFolder()
    const full = startWriter(folder, { fileKiBMax: 3_000 })
    await full.ended
    const [refusal, again, readable] = full.lines.slice(-3)
    const acknowledged = Number(full.lines.at(-4))
    expect(refusal).toBe('STORE_WRITE_FAILED')
    expect(again).toBe('again STORE_WRITE_FAILED')
    expect(readable).toBe(`read ${String(acknowledged).length} ${acknowledged}`)
    expect(acknowledged).toBeGreaterThan(1)
    expect(await inspect(folder)).toBe(acknowledged)

    const roomy = startWriter(folder, { blocks: 3 })
    await roomy.ended
    expect(roomy.lines).toEqual([1, 2, 3].map((more) => String(acknowledged + more)))
    expect(await inspect(folder)).toBe(acknowledged + 3)
  })
})
