import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ZoneConfig } from './config.ts'
import { exportFromFolder, importToFolder, zoneOf } from './move-zone.ts'
import type { MovedZone } from './move-zone.ts'
import { runZone } from './run-zone.ts'
import type { RunningZone } from './zone-files.ts'

let folder: string
let file: string
let old: ZoneConfig
let exported: MovedZone
const running: RunningZone[] = []

function config(place: string): ZoneConfig {
  const root = { organisation: 'root', zh: '根', en: 'root', roles: ['ROOT_OFFICER' as const], jurisdictions: [''] }
  return {
    name: 'court',
    kind: 'court',
    chainId: 'xz-court-1',
    address: '127.0.0.1',
    port: 0,
    folder: join(folder, place),
    genesis: {
      genesisTimeMs: Date.now() - 60_000,
      validFromMs: 0,
      lawFrom: '2016-01-01',
      root,
      organisations: [],
      officers: [1, 2].map((at) => ({
        organisation: 'root',
        officer: `officer-${at}`,
        personId: `person-000${at}`,
        roles: ['ROOT_OFFICER' as const],
        key: `ed25519:${hexEncode(nodeCrypto.signer('ed25519', new Uint8Array(32).fill(at)).publicKey)}`,
      })),
      askers: [],
      client: '07-tendermint-0',
    },
  }
}

async function run(zone: ZoneConfig): Promise<RunningZone> {
  const open = await runZone(zone)
  running.push(open)
  return open
}

async function heightOf({ port }: RunningZone): Promise<number> {
  const answer = (await (await fetch(`http://127.0.0.1:${port}/status`)).json()) as {
    readonly result: { readonly sync_info: { readonly latest_block_height: string } }
  }
  return Number(answer.result.sync_info.latest_block_height)
}

function input(): { readonly in: string; readonly key: string } {
  return { in: file, key: join(old.folder, 'validator.key') }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-move-'))
  file = join(folder, 'court.export')
  old = config('old')
  const zone = await run(old)
  await expect.poll(() => heightOf(zone)).toBeGreaterThan(0)
  await zone.stop()
  exported = await exportFromFolder(old, file)
})
afterEach(async () => {
  for (const zone of running.splice(0)) await zone.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a zone goes on in another folder with the key of the old one; the old one does not start again', async () => {
  const other = config('new')
  expect(await importToFolder(other, input())).toEqual(exported)
  const zone = await run(other)
  await expect.poll(() => heightOf(zone)).toBeGreaterThan(exported.height)
  await expect(runZone(old)).rejects.toMatchObject({ code: 'HOST_CLOSED' })
  expect(readFileSync(file).includes(readFileSync(input().key, 'utf8').trim())).toBe(false)
  expect(readFileSync(`${file}.genesis.json`, 'utf8')).toContain(exported.digest)
})

test('a changed file, another key and a missing genesis document are refused, and the folder stays empty', async () => {
  const other = config('new')
  const bytes = readFileSync(file)
  const changed = Buffer.from(bytes)
  changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(file, changed)
  await expect(importToFolder(other, input())).rejects.toMatchObject({ code: 'HOST_EXPORT_DIGEST' })
  writeFileSync(file, bytes)
  const key = join(folder, 'other.key')
  writeFileSync(key, `${'11'.repeat(32)}\n`)
  await expect(importToFolder(other, { in: file, key })).rejects.toMatchObject({ code: 'HOST_EXPORT_OTHER' })
  rmSync(`${file}.genesis.json`)
  await expect(importToFolder(other, input())).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  expect(existsSync(other.folder)).toBe(false)
})

test('a folder in use, and a zone that the configuration does not have, are refused', async () => {
  await expect(importToFolder(old, input())).rejects.toMatchObject({ code: 'ZONE_PRESENT' })
  expect(() => zoneOf({ zones: [old] }, 'police')).toThrow(/ZONE_UNKNOWN/)
  await expect(exportFromFolder(config('nowhere'), file)).rejects.toMatchObject({ code: 'ZONE_UNKNOWN' })
  expect(existsSync(config('nowhere').folder)).toBe(false)
})
