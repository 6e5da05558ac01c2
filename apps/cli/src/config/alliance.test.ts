import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { clientOn, DEFAULT_SAMPLE, institutionZone, loadAlliance, zoneOfKind, zoneUrl } from './alliance.ts'
import type { Alliance } from './alliance.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-alliance-'))
const shipped = fileURLToPath(new URL('../../../../alliance.yaml', import.meta.url))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function written(text: string): string {
  const file = join(folder, 'alliance.yaml')
  writeFileSync(file, text)
  return file
}

function refusal(run: () => unknown): CliError {
  try {
    run()
  } catch (error) {
    if (error instanceof CliError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('the shipped file says what applies without a file', () => {
  const [ships, defaults] = [loadAlliance(shipped, {}), loadAlliance(written(''), {})]
  const values = ({ name, zones, links, sample }: Alliance): unknown => ({ name, zones, links, sample })
  expect(values(ships)).toEqual(values(defaults))
  expect(defaults.sample).toEqual(DEFAULT_SAMPLE)
})

test('zones keep their ports unless XIEZHI_PORT_BASE moves them', () => {
  expect(loadAlliance(shipped, {}).zones.map(({ port }) => port)).toEqual([26_601, 26_611, 26_621])
  const moved = loadAlliance(shipped, { XIEZHI_PORT_BASE: '30000' }).zones
  expect(moved.map(zoneUrl)).toEqual([
    'ws://127.0.0.1:30000/websocket',
    'ws://127.0.0.1:30010/websocket',
    'ws://127.0.0.1:30020/websocket',
  ])
  const { code, facts } = refusal(() => loadAlliance(shipped, { XIEZHI_PORT_BASE: '65520' }))
  expect([code, facts]).toEqual([
    'CONFIG_FIELD',
    { file: 'XIEZHI_PORT_BASE', path: '/', expected: 'a port from 1 to 65515', seen: '65520' },
  ])
})

const text = readFileSync(shipped, 'utf8')
const court = '  - name: court\n'
test('validators have the ports above those of zones and gateways; without them a zone has none', () => {
  const comet = fileURLToPath(new URL('../../../../alliance-comet.yaml', import.meta.url))
  const [court, justice] = loadAlliance(comet, { XIEZHI_PORT_BASE: '40000' }).zones
  expect(
    court?.validators.map(({ name, organisation, port, peerPort }) => [name, organisation, port, peerPort]),
  ).toEqual([
    ['high', 'court-high', 40_000, 40_201],
    ['district', 'court-district', 40_202, 40_203],
    ['north', 'court-north', 40_204, 40_205],
    ['south', 'court-south', 40_206, 40_207],
  ])
  expect(justice?.validators).toEqual([])
})

test('suites and the carrier of annexes are chosen in the file, and refused with their path where there is no such', () => {
  const zones = (suite: string): string =>
    `[{ name: court, kind: court, chainId: xz-court-1, port: 26601, suite: ${suite} }, { name: justice, kind: justice, chainId: xz-justice-1, port: 26611 }]`
  const link = (annexes: string): string => `[{ a: court, b: justice, annexes: ${annexes} }]`
  const chosen = loadAlliance(written(`zones: ${zones('sm')}\nlinks: ${link('file-drop')}`), {})
  expect(chosen.zones.map(({ suite }) => suite)).toEqual(['sm', 'intl'])
  expect(chosen.links.map(({ annexes }) => annexes)).toEqual(['file-drop'])
  for (const [wrong, path] of [
    [`zones: ${zones('sm4')}`, '/zones/0/suite'],
    [`links: ${link('mail')}`, '/links/0/annexes'],
  ] as const) {
    const { code, facts } = refusal(() => loadAlliance(written(wrong), {}))
    expect([code, facts['path']]).toEqual(['CONFIG_FIELD', path])
  }
})

const two = `zones:
  - { name: court, kind: court, chainId: xz-court-1, port: 26601 }
  - { name: justice, kind: justice, chainId: xz-justice-1, port: 26611 }`
const three = `${two}
  - { name: institutions, kind: institution, chainId: xz-institution-1, port: 26621 }`

test('a file without institutions has the one link of its zones; asking for theirs is refused', () => {
  const alliance = loadAlliance(written(two), {})
  expect(alliance.links.map(({ a, b }) => [a, b])).toEqual([['court', 'justice']])
  expect(institutionZone(alliance)).toBeUndefined()
  const { code, exit } = refusal(() => zoneOfKind(alliance, 'institution'))
  expect([code, exit]).toEqual(['NO_INSTITUTIONS', 'CONFIG'])
})

test('clients have the numbers in which a ledger makes them: that of court and bureau is the first, wherever the file has it', () => {
  const links = 'links: [{ a: institutions, b: court }, { a: justice, b: court }]'
  const alliance = loadAlliance(written(`${three}\n${links}`), {})
  const numbers = [
    clientOn(alliance, 'court', 'justice'),
    clientOn(alliance, 'court', 'institutions'),
    clientOn(alliance, 'justice', 'court'),
    clientOn(alliance, 'institutions', 'court'),
  ]
  expect(numbers.map((id) => id.slice(-1))).toEqual(['0', '1', '0', '0'])
  expect(refusal(() => clientOn(alliance, 'justice', 'institutions')).code).toBe('INTERNAL')
})

test.each([
  ['institutions that no court can order', `${three}\nlinks: [{ a: court, b: justice }]`, '/links'],
  [
    'two zones of institutions',
    `${three}\n  - { name: more, kind: institution, chainId: xz-institution-2, port: 26631 }`,
    '/zones',
  ],
])('refuses %s', (_, content, path) => {
  const { code, facts } = refusal(() => loadAlliance(written(content), {}))
  expect([code, facts['path']]).toEqual(['CONFIG_FIELD', path])
})

test('XIEZHI_ALLIANCE names the file where no argument does', () => {
  const file = join(folder, 'other.yaml')
  writeFileSync(file, 'name: other')
  expect(loadAlliance(undefined, { XIEZHI_ALLIANCE: file }).name).toBe('other')
  expect(loadAlliance(shipped, { XIEZHI_ALLIANCE: file }).name).toBe('xiezhi-sample')
})

test.each([
  ['two validators of one name', 26_601, '[{ name: a }, { name: a }]', '/zones/0/validators/1/name'],
  ['no validator in the list', 26_601, '[]', '/zones/0/validators'],
  ['ports beyond the last', 65_400, '[{ name: a }, { name: b }]', '/zones/0/port'],
])('%s is refused with its path', (_, port, validators, path) => {
  const zones = `[{ name: court, kind: court, chainId: xz-court-1, port: ${port}, validators: ${validators} }, { name: justice, kind: justice, chainId: xz-justice-1, port: 26611 }]`
  const { code, facts } = refusal(() => loadAlliance(written(`zones: ${zones}`), {}))
  expect([code, facts['path']]).toEqual(['CONFIG_FIELD', path])
})

test.each<[string, string, string, string]>([
  ['an unknown key', `${text}\nextra: 1\n`, '', 'key extra'],
  ['an unknown key of a zone', text.replace(court, `${court}    colour: red\n`), '/zones/0', 'key colour'],
  ['a port out of range', text.replace('26601', '70000'), '/zones/0/port', 'integer 70000'],
  ['a port as text', text.replace('26601', '"26601"'), '/zones/0/port', 'string of 5 characters'],
  ['a kind that no zone has', text.replace('kind: court', 'kind: bank'), '/zones/0/kind', ''],
  ['too few lawyers', text.replace('lawyers: 500', 'lawyers: 3'), '/sample/lawyers', 'integer 3'],
  ['a missing field', text.replace(/ {4}chainId: xz-court-1\n/, ''), '/zones/0', ''],
])('refuses %s by its path', (_, content, path, seen) => {
  const error = refusal(() => loadAlliance(written(content), {}))
  expect(error.code).toBe('CONFIG_FIELD')
  expect(error.exit).toBe('CONFIG')
  expect(String(error.facts['path'])).toContain(path)
  expect(String(error.facts['seen'])).toContain(seen)
  expect(String(error.facts['expected'])).not.toBe('')
})

test.each<[string, string, string]>([
  ['two zones of one name', text.replace('name: justice', 'name: court'), '/zones/1/name'],
  ['two zones of one chain id', text.replace('xz-justice-1', 'xz-court-1'), '/zones/1/chainId'],
  ['two zones on one port', text.replace('26611', '26601'), '/zones/1/port'],
  ['a link to a zone that is not there', text.replace('b: justice', 'b: police'), '/links/0/b'],
  ['a link of a zone with itself', text.replace('b: justice', 'b: court'), '/links/0/b'],
  ['two courts', text.replace('kind: justice', 'kind: court'), '/zones'],
])('refuses %s', (_, content, path) => {
  const { code, facts } = refusal(() => loadAlliance(written(content), {}))
  expect([code, facts['path']]).toEqual(['CONFIG_FIELD', path])
})

test('tells YAML that cannot be read, and a file that is not there', () => {
  expect(refusal(() => loadAlliance(written('zones: ['), {})).code).toBe('CONFIG_SYNTAX')
  expect(refusal(() => loadAlliance(written('name: a\nname: b'), {})).code).toBe('CONFIG_SYNTAX')
  expect(refusal(() => loadAlliance(join(folder, 'none.yaml'), {})).code).toBe('FILE_UNREADABLE')
})
