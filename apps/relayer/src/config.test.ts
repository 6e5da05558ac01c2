import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { dropOf, loadConfig, loadKey } from './config.ts'
import { RelayerError } from './relayer-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'xz-relayer-config-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const zone = (name: string) => ({
  name,
  url: 'ws://127.0.0.1:26601/websocket',
  organisation: `${name}-office`,
  officer: 'relayer',
  keyFile: join(folder, `${name}.key`),
})
const cosmos = (name: string) => ({
  name,
  url: 'ws://127.0.0.1:26657/websocket',
  prefix: 'cosmos',
  keyFile: join(folder, `${name}.key`),
})
const end = (name: string) => ({ zone: name, client: '07-tendermint-0' })
const peer = (chainId: string) => ({ chainId, client: '07-tendermint-0', keys: [`ed25519:${'ab'.repeat(32)}`] })
const good = {
  zones: [zone('court'), zone('justice')],
  links: [{ a: end('court'), b: end('justice') }],
}

function fileOf(content: string): string {
  const file = join(folder, 'relayer.json')
  writeFileSync(file, content)
  return file
}

function refusal(run: () => unknown): RelayerError {
  try {
    run()
  } catch (error) {
    if (error instanceof RelayerError) return error
    throw error
  }
  throw new RangeError('nothing was refused')
}

describe('a configuration', () => {
  test('with links, with drops, or with both is read', () => {
    expect(loadConfig(fileOf(JSON.stringify(good)))).toEqual(good)
    const alone = { zones: [zone('court')], links: [], drops: [{ ...end('court'), peer: peer('xz-justice-1') }] }
    expect(loadConfig(fileOf(JSON.stringify(alone)))).toEqual(alone)
    const links = [{ a: end('court'), b: end('hub') }]
    const foreign = { ...good, cosmos: [{ ...cosmos('hub'), fee: { denom: 'stake', perMessage: 500 } }], links }
    expect(loadConfig(fileOf(JSON.stringify(foreign)))).toEqual(foreign)
  })

  test.each<[string, string, string | undefined]>([
    ['no JSON', '{', undefined],
    ['no zone', JSON.stringify({ zones: [], links: [] }), '/zones'],
    [
      'a link to a zone that is not there',
      JSON.stringify({ ...good, links: [{ a: end('court'), b: end('credit') }] }),
      '/links',
    ],
    ['a Cosmos chain with the name of a zone', JSON.stringify({ ...good, cosmos: [cosmos('court')] }), '/cosmos'],
    [
      'a Cosmos chain whose address prefix is none',
      JSON.stringify({ ...good, cosmos: [{ ...cosmos('hub'), prefix: 'Cosmos 1' }] }),
      '/cosmos/0/prefix',
    ],
    [
      'a drop of a zone that is not there',
      JSON.stringify({ ...good, drops: [{ ...end('credit'), peer: peer('x') }] }),
      '/drops',
    ],
    ['an unknown field', JSON.stringify({ ...good, secret: 'x' }), ''],
    [
      'a drop that takes parcels from nobody',
      JSON.stringify({ ...good, drops: [{ ...end('court'), peer: { ...peer('x'), keys: [] } }] }),
      '/drops/0/peer/keys',
    ],
  ])('with %s is refused', (_, content, path) => {
    const { code, facts } = refusal(() => loadConfig(fileOf(content)))
    expect([code, facts['path']]).toEqual(['CONFIG_INVALID', path])
  })

  test('that is not there is refused', () => {
    expect(refusal(() => loadConfig(join(folder, 'none.json'))).code).toBe('CONFIG_INVALID')
  })
})

describe('a drop', () => {
  const drops = ['xz-justice-1', 'xz-credit-1'].map((chainId) => ({ ...end('court'), peer: peer(chainId) }))

  test('is found by zone, and by peer where there are several', () => {
    expect(dropOf({ ...good, drops }, 'court', 'xz-credit-1')).toBe(drops[1])
    expect(dropOf({ ...good, drops: drops.slice(0, 1) }, 'court')).toBe(drops[0])
  })

  test.each<[string, string, string | undefined, number]>([
    ['none', 'justice', undefined, 0],
    ['several', 'court', undefined, 2],
    ['another peer', 'court', 'xz-police-1', 0],
  ])('%s is refused', (_, name, chainId, seen) => {
    const { code, facts } = refusal(() => dropOf({ ...good, drops }, name, chainId))
    expect([code, facts['path'], facts['seen']]).toEqual(['CONFIG_INVALID', '/drops', seen])
  })
})

describe('a key file', () => {
  test('is 64 hexadecimal digits', () => {
    writeFileSync(join(folder, 'court.key'), `${'01'.repeat(32)}\n`)
    expect(loadKey(zone('court')).officer).toBe('relayer')
  })

  test('with anything else is refused and not shown', () => {
    writeFileSync(join(folder, 'court.key'), 'not-a-key-but-perhaps-a-secret')
    const error = refusal(() => loadKey(zone('court')))
    expect(error.code).toBe('KEY_INVALID')
    expect(error.message).not.toContain('perhaps')
  })

  test('that is not there is refused', () => {
    expect(refusal(() => loadKey(zone('absent'))).code).toBe('KEY_INVALID')
  })
})
