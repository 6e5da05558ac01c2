import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCanonical, encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { headerHash, timestampToMs, validateCommit, validateHeader } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { kernelErrors } from '@xiezhi/kernel'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Genesis } from './begin-zone.ts'
import { EmbeddedHost } from './embedded-host.ts'
import type { EmbeddedHostOptions } from './embedded-host.ts'
import { exportZone } from './export-zone.ts'
import type { ExportedZone } from './export-zone.ts'
import { HostError } from './host-error.ts'
import { RpcServer } from './rpc/rpc-server.ts'
import { fileDigest, readStateFile } from './state-file.ts'
import { noteErrors, noteTx } from './testing/note-module.ts'
import { noteHostOptions } from './testing/note-host.ts'

const GENESIS_MS = Date.now() - 60_000
const spent = noteTx('spent')

let folder: string
let file: string
let oldOptions: EmbeddedHostOptions
let exported: ExportedZone
let oldHeader: { readonly hash: string; readonly timeMs: number; readonly nextValidators: string }
const open: EmbeddedHost[] = []

function started(options: EmbeddedHostOptions): EmbeddedHost {
  const host = new EmbeddedHost(options)
  open.push(host)
  host.start()
  return host
}

function newOptions(genesis: Genesis = exported.genesis): EmbeddedHostOptions {
  return { ...oldOptions, folder: join(folder, 'new'), genesis, exportFile: file }
}

async function untilHeight(host: EmbeddedHost, height: number): Promise<void> {
  while (host.height < height && host.fault === undefined) await new Promise((resolve) => setImmediate(resolve))
}

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof HostError) return error.code
    throw error
  }
  return 'none'
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-export-'))
  file = join(folder, 'court.export')
  oldOptions = noteHostOptions(join(folder, 'old'), GENESIS_MS)
  const host = started(oldOptions)
  for (const bytes of [noteTx('a'), noteTx('b'), spent]) await host.submit(bytes)
  // Stopped before its proof block is due to be there.
  await host.stop()
  exported = await exportZone(oldOptions, file)
  const old = new EmbeddedHost(oldOptions)
  const signed = old.signedHeader(old.height)
  if (signed === undefined) throw new RangeError('no block')
  oldHeader = {
    hash: hexEncode(headerHash(nodeCrypto, signed.header)),
    timeMs: timestampToMs(signed.header.time),
    nextValidators: hexEncode(signed.header.nextValidatorsHash),
  }
  expect(old.block(old.height)?.txs).toHaveLength(1)
  expect(hexEncode(signed.header.appHash)).toBe(exported.appHash)
  await old.stop()
})
afterEach(async () => {
  for (const host of open.splice(0)) await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('another host goes on under the same root, above the last height, with the same key', async () => {
  const { height, appHash, genesis, digest } = exported
  expect(genesis).toEqual({
    chainId: 'xz-note-1',
    genesisTimeMs: genesis.genesisTimeMs,
    initialHeight: height + 1,
    appState: { exportDigest: digest },
  })
  expect(genesis.genesisTimeMs).toBeGreaterThan(oldHeader.timeMs)

  const host = started(newOptions())
  expect([host.height, hexEncode(host.store.root())]).toEqual([height, appHash])
  await untilHeight(host, height + 1)
  const first = host.lightBlock(height + 1)
  if (first === undefined) throw new RangeError('no first block')
  validateHeader(first.header)
  validateCommit(first.commit)
  expect(Number(first.header.height)).toBe(height + 1)
  expect(hexEncode(first.header.appHash)).toBe(appHash)
  expect(hexEncode(first.header.validatorsHash)).toBe(oldHeader.nextValidators)
  expect(timestampToMs(first.header.time)).toBe(genesis.genesisTimeMs)

  await expect(host.submit(spent)).rejects.toMatchObject({ kind: kernelErrors.Spent })
  expect((await host.submit(noteTx('a'))).code).toBe(noteErrors.Taken.code)
  expect((await host.submit(noteTx('c'))).code).toBe(0)

  const [root, reached] = [host.store.root(), host.height]
  await host.stop()
  rmSync(file)
  const again = new EmbeddedHost(newOptions())
  open.push(again)
  expect([again.height, again.store.root()]).toEqual([reached, root])
})

test('the RPC of the new host tells where it begins', async () => {
  const host = started(newOptions())
  const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  try {
    const { height } = exported
    const get = async (path: string): Promise<Record<string, Json>> =>
      (await (await fetch(`http://127.0.0.1:${rpc.port}/${path}`)).json()) as Record<string, Json>
    expect(await get('status')).toMatchObject({
      result: { sync_info: { earliest_block_height: String(height + 1) } },
    })
    await untilHeight(host, height + 1)
    expect(await get('genesis')).toMatchObject({
      result: {
        genesis: { initial_height: String(height + 1), app_state: { exportDigest: exported.digest } },
      },
    })
    expect((await get('blockchain'))['error']).toBeUndefined()
    expect((await get(`commit?height=${height}`))['error']).toMatchObject({ code: -32603 })
  } finally {
    await rpc.close()
  }
})

test('the old host signs nothing more, and can still be read', () => {
  const old = new EmbeddedHost(oldOptions)
  open.push(old)
  const { height, digest } = exported
  expect(old.closed).toEqual({ chainId: 'xz-note-1', height, exportDigest: digest })
  expect(codeOf(() => old.start())).toBe('HOST_CLOSED')
  expect(codeOf(() => old.endAtProofBlock())).toBe('HOST_CLOSED')
  expect(codeOf(() => old.enqueue(noteTx('d')))).toBe('HOST_NOT_STARTED')
  expect(old.height).toBe(height)
  expect(old.lightBlock(height)).toBeDefined()
})

test('a marker that cannot be read closes the host too', () => {
  writeFileSync(join(oldOptions.folder, 'closed.json'), '{}')
  expect(codeOf(() => new EmbeddedHost(oldOptions))).toBe('HOST_CLOSED')
})

test('a process that still runs while the zone is exported beside it signs no further block', async () => {
  const running = started(newOptions())
  await running.submit(noteTx('e'))
  await untilHeight(running, exported.height + 2)
  const { height } = running
  writeFileSync(join(newOptions().folder, 'closed.json'), readFileSync(join(oldOptions.folder, 'closed.json')))
  await expect(running.submit(noteTx('f'))).rejects.toMatchObject({ code: 'HOST_CLOSED' })
  expect(running.fault).toMatchObject({ code: 'HOST_CLOSED' })
  expect(running.height).toBe(height)
})

test('exported again the file is the same', async () => {
  const bytes = readFileSync(file)
  rmSync(file)
  expect(await exportZone(oldOptions, file)).toEqual(exported)
  expect(readFileSync(file).equals(bytes)).toBe(true)
  expect(fileDigest(file)).toBe(exported.digest)
})

test('the file holds what the state holds, in order', () => {
  const { head, entries, aux } = readStateFile(file, exported.digest)
  expect([head.height, head.appHash, head.chainId]).toEqual([exported.height, exported.appHash, 'xz-note-1'])
  expect([entries.length, aux.length]).toEqual([head.state, head.aux])
})

test('a file with one changed byte, a shorter or a longer one is refused, and nothing is imported', () => {
  const bytes = readFileSync(file)
  const changed = Array.from({ length: 40 }, (_, at) => {
    const copy = Buffer.from(bytes)
    const position = Math.floor((at * bytes.length) / 40)
    copy[position] = (copy[position] ?? 0) ^ 1
    return copy
  })
  for (const copy of [...changed, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)])]) {
    writeFileSync(file, copy)
    expect(codeOf(() => new EmbeddedHost(newOptions()))).toBe('HOST_EXPORT_DIGEST')
  }
  rmSync(file)
  expect(codeOf(() => new EmbeddedHost(newOptions()))).toBe('HOST_EXPORT_UNREADABLE')
  writeFileSync(file, bytes)
  const host = started(newOptions())
  expect(hexEncode(host.store.root())).toBe(exported.appHash)
})

/** The file with another head, and a genesis document that names it. */
function withHead(change: (head: Record<string, Json>) => void): Genesis {
  const bytes = readFileSync(file)
  const end = bytes.indexOf(10)
  const head = structuredClone(decodeCanonical(new Uint8Array(bytes.subarray(0, end)))) as Record<string, Json>
  change(head)
  writeFileSync(file, Buffer.concat([encodeCanonical(head), bytes.subarray(end)]))
  return { ...exported.genesis, appState: { exportDigest: fileDigest(file) } }
}

test.each<[string, () => EmbeddedHostOptions, string]>([
  ['another chain', () => newOptions(withHead((head) => (head['chainId'] = 'xz-note-2'))), 'HOST_EXPORT_OTHER'],
  ['another height', () => newOptions(withHead((head) => (head['height'] = 99))), 'HOST_EXPORT_OTHER'],
  [
    'a genesis time that is not later',
    () => newOptions({ ...exported.genesis, genesisTimeMs: 1 }),
    'HOST_EXPORT_OTHER',
  ],
  [
    'another key',
    () => ({ ...newOptions(), validator: nodeCrypto.signer('ed25519', new Uint8Array(32).fill(8)) }),
    'HOST_EXPORT_OTHER',
  ],
  ['another root', () => newOptions(withHead((head) => (head['appHash'] = '00'.repeat(32)))), 'HOST_EXPORT_ROOT'],
  ['fewer entries', () => newOptions(withHead((head) => (head['aux'] = 0))), 'HOST_EXPORT_MALFORMED'],
  ['more entries', () => newOptions(withHead((head) => (head['aux'] = 1_000_000))), 'HOST_EXPORT_MALFORMED'],
  ['another format', () => newOptions(withHead((head) => (head['format'] = 'x'))), 'HOST_EXPORT_MALFORMED'],
  [
    'module state beside the digest',
    () => newOptions({ ...exported.genesis, appState: { ...exported.genesis.appState, note: null } }),
    'HOST_EXPORT_MALFORMED',
  ],
])('refuses an export of %s, and nothing is imported', (_, make, code) => {
  const bytes = readFileSync(file)
  expect(codeOf(() => new EmbeddedHost(make()))).toBe(code)
  writeFileSync(file, bytes)
  const host = started(newOptions())
  expect(hexEncode(host.store.root())).toBe(exported.appHash)
})

test('an alarm of the clock stands against an export: nothing is closed', async () => {
  const options = { ...oldOptions, folder: join(folder, 'third') }
  const host = started(options)
  await host.submit(noteTx('a'))
  await host.stop()
  const clock = { wallMs: () => Date.now() - 3_600_000, monotonicMs: () => 0 }
  const target = join(folder, 'third.export')
  await expect(exportZone({ ...options, clock }, target)).rejects.toMatchObject({ code: 'HOST_CLOCK_ALARM' })
  expect([existsSync(target), existsSync(join(options.folder, 'closed.json'))]).toEqual([false, false])
})
