import { createPrivateKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import { hexDecode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { signOrder } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from './testing/program.ts'
import { filesBelow, found, tracesOf } from '../apps/cli/src/scan/traces.ts'
import type { ScannedFile } from '../apps/cli/src/scan/traces.ts'

const START_MS = 180_000

/** Invented, of no person: a number of the unassigned region 999999, and names that nothing else here contains. */
const CANARIES = {
  name: '金丝雀甲乙丙丁',
  identity: '999999190001010017',
  phone: '+86 100 0000 0042',
  reason: 'canary-medical-record-73519',
} as const

let program: Program
let inputs: string
let files: readonly ScannedFile[]
let featured: { readonly licenceNo: string; readonly caseNumber: string }

function input(name: string, text: string): string {
  const file = join(inputs, name)
  writeFileSync(file, text)
  return file
}

function officer(zone: string, organisation: string, id: string): OfficerKey {
  const secret = hexDecode(
    readFileSync(join(program.home, 'officers', zone, `${organisation}.${id}.key`), 'utf8').trim(),
  )
  return { organisation, officer: id, signer: nodeCrypto.signer('ed25519', secret) }
}

let nonce = 0

interface Answer {
  readonly included?: boolean
  readonly codespace?: string
  readonly name?: string
}

async function rpc(port: number, method: string, params: object): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
  return ((await response.json()) as { readonly result?: Answer }).result ?? {}
}

/** Submits what the commands never would. */
async function submit(zone: 'court' | 'justice', type: string, value: Json, key: OfficerKey): Promise<Answer> {
  const order = { messages: [{ type, value }], officers: [key], nowMs: Date.now(), nonce: `canary-test-${nonce++}` }
  const tx = signOrder({ chainId: `xz-${zone}-1`, ...order })
  return rpc(portOf(zone), 'submit', { tx: Buffer.from(tx).toString('base64') })
}

function portOf(zone: 'court' | 'justice'): number {
  const base = Number(program.env['XIEZHI_PORT_BASE'])
  return zone === 'court' ? base : base + 10
}

beforeAll(async () => {
  inputs = mkdtempSync(join(tmpdir(), 'xiezhi-canary-'))
  program = await Program.install()
  const { value } = await program.json<{ featured: { active: typeof featured } }>('up', '--detach')
  featured = value.featured.active
  await wholeScenario()
  await program.run('down')
  files = filesBelow(program.home, (path) => /^(private|officers|query-log)\//.test(path))
}, START_MS)

afterAll(async () => {
  await program.remove()
  rmSync(inputs, { recursive: true, force: true })
})

/** Everything that takes a text of a person, with the canaries in it. */
async function wholeScenario(): Promise<void> {
  const { name, identity, phone, reason } = CANARIES
  const paper = input('paper.txt', Object.values(CANARIES).join('\n'))
  const { licenceNo, caseNumber } = featured
  expect((await program.run('lawyer', 'verify', '--licence', licenceNo, '--case', caseNumber)).exit).toBe(0)
  const raised = ['objection', 'raise', '--licence', licenceNo, '--case', caseNumber, '--grounds', paper]
  expect((await program.run(...raised)).exit).toBe(0)
  expect((await program.run('bureau', 'suspend', '--licence', licenceNo, '--months', '3')).exit).toBe(0)
  const columns = 'licenceNo,firmUscc,from,firstPracticeDate'
  for (const rows of [
    `${columns},name\n14401199911000001,x,2001-01-01,2001-01-01,${name}\n`,
    `${columns}\n${name},${identity},${phone},${reason}\n`,
  ])
    expect((await program.run('bureau', 'import', input('rows.csv', rows))).exit).toBe(65)
  for (const args of [
    ['lawyer', 'verify', '--licence', identity, '--case', name],
    ['case', 'open', '--number', name],
    ['case', 'show', '--case', name],
    ['case', 'done', '--task', identity, '--resolution', reason],
  ])
    expect((await program.run(...args)).exit).not.toBe(0)
  await refusedOrders()
}

/** Orders of officers who may act, with fields that may not stand on a ledger: refused before a block holds them. */
async function refusedOrders(): Promise<void> {
  const { name, identity, phone, reason } = CANARIES
  const bureau = officer('justice', 'justice-bureau', 'supervision-1')
  const version = {
    recordType: 'lawyerProfile',
    recordId: '14401199911000002',
    validFrom: '2026-01-01',
    validTo: null,
    commitments: [],
  }
  const never = { practiceCategory: 'FULL_TIME', identityNumber: identity }
  const rows = [{ ...version, fields: { practiceCategory: 'FULL_TIME', phone } }]
  const order = [
    await submit('justice', 'registry/RecordVersion', { ...version, fields: never }, bureau),
    await submit('justice', 'registry/ImportRecords', { recordType: 'lawyerProfile', rows }, bureau),
    await submit('court', 'case/OpenCase', { name, reason }, officer('court', 'court-district', 'filing')),
    await submit('court', 'case/OpenCase', { name }, { ...bureau, organisation: 'court-district' }),
  ]
  expect(order.map(({ included, codespace, name: code }) => [included, `${codespace}/${code}`])).toEqual([
    [false, 'registry/FieldNever'],
    [false, 'registry/FieldCommittedOnly'],
    [false, 'kernel/MessageMalformed'],
    [false, 'kernel/MessageMalformed'],
  ])
  for (const zone of ['court', 'justice'] as const) {
    await rpc(portOf(zone), 'submit', { tx: Buffer.from(JSON.stringify(CANARIES)).toString('base64') })
    await rpc(portOf(zone), reason, { [name]: identity })
    await rpc(portOf(zone), 'abci_query', { path: `/query/${name}`, data: Buffer.from(identity).toString('hex') })
  }
}

test('the scan reads the raw store of every zone and the log of every process', () => {
  const paths = files.map(({ path }) => path)
  for (const zone of ['court', 'justice']) {
    const store = files.find(({ path }) => path === `zones/${zone}/store/data.mdb`)
    expect(store?.bytes.length, zone).toBeGreaterThan(100_000)
  }
  const processes = readdirSync(join(program.home, 'logs'))
  expect(processes).toEqual(expect.arrayContaining(['node.log', 'relayer.log']))
  expect(paths).toEqual(expect.arrayContaining(processes.map((log) => `logs/${log}`)))
})

test('what may stand there is found: plain in transactions, coded in packets', () => {
  const forms = found(files, tracesOf(featured.licenceNo)).map((place) => place.replace(/\+\d in/, ' in'))
  for (const zone of ['court', 'justice'])
    expect(forms).toEqual(
      expect.arrayContaining([`utf8 in zones/${zone}/store/data.mdb`, `base64 in zones/${zone}/store/data.mdb`]),
    )
})

test('a planted positive of every form is found where it was planted, and nowhere else', () => {
  const folder = join(inputs, 'planted')
  mkdirSync(folder)
  for (const [name, canary] of Object.entries(CANARIES)) {
    for (const { form, bytes } of tracesOf(canary)) {
      const path = `${name} ${form}`
      writeFileSync(join(folder, path), Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' behind')]))
      const planted = filesBelow(folder, () => false)
      expect(found(planted, [{ form, bytes }])).toEqual([`${form} in ${path}`])
      rmSync(join(folder, path))
    }
    // A text inside base64 of more, at each of the three places where it may begin.
    for (const shift of [0, 1, 2]) {
      const text = Buffer.from(`${'x'.repeat(shift)}${canary} and more`).toString('base64')
      expect(found([{ path: 'coded', bytes: Buffer.from(text) }], tracesOf(canary))).toContain(
        `base64+${shift} in coded`,
      )
    }
  }
})

test.each(Object.entries(CANARIES))('the canary %s is in no store and no log, in no form', (_, canary) => {
  expect(found(files, tracesOf(canary))).toEqual([])
})

interface PrivateSample {
  readonly lawyers: readonly { readonly name: string; readonly salt: string }[]
}

test('names and salts of the sample, and what opens the query log, are nowhere', () => {
  const { lawyers } = JSON.parse(readFileSync(join(program.home, 'private/sample.json'), 'utf8')) as PrivateSample
  // Every invented name begins with it.
  expect(lawyers.every(({ name }) => name.startsWith('【样本】'))).toBe(true)
  expect(found(files, tracesOf('【样本】'))).toEqual([])
  const opened = readdirSync(join(program.home, 'query-log')).map((file) => {
    const opening = readFileSync(join(program.home, 'query-log', file), 'utf8')
    return /"salt":\s*"([0-9a-f]{32})"/.exec(opening)?.[1]
  })
  const salts = [...opened, ...lawyers.slice(0, 100).map(({ salt }) => salt)]
  expect(opened.length).toBeGreaterThan(0)
  for (const salt of salts) {
    if (salt === undefined) throw new RangeError('an opening without a salt')
    expect(found(files, tracesOf(salt).slice(0, 1))).toEqual([])
  }
})

/** Of a key file: hexadecimal digits of officers, validators and batches, PEM of certificates. */
function secretOf(text: string): Buffer {
  if (!text.startsWith('-----BEGIN')) return Buffer.from(text, 'hex')
  return Buffer.from(createPrivateKey(text).export({ format: 'jwk' }).d ?? '', 'base64url')
}

test('no secret key of an officer or a validator is anywhere but in its own file', () => {
  const keys = filesBelow(program.home, (path) => !path.endsWith('.key'))
  expect(keys.length).toBeGreaterThan(14)
  for (const { path, bytes } of keys) {
    const raw = secretOf(bytes.toString('utf8').trim())
    expect(raw.length, path).toBeGreaterThanOrEqual(16)
    const secret = raw.toString('hex')
    const others = files.filter((file) => file.path !== path)
    const traces = [
      ...tracesOf(secret),
      { form: 'bytes', bytes: raw },
      { form: 'base64', bytes: Buffer.from(raw.toString('base64')) },
    ]
    expect(found(others, traces), path).toEqual([])
  }
})
