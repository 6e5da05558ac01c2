import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode, utf8Encode } from '@xiezhi/codec'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import type { Role } from '@xiezhi/contracts'
import type { SignatureAlgorithm } from '@xiezhi/crypto'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { EmbeddedHost } from '@xiezhi/host/embedded'
import type { Genesis, TxOutcome } from '@xiezhi/host/embedded'
import type { Message } from '@xiezhi/kernel'
import { keyTextOf } from '@xiezhi/kernel'
import { signOrder } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import { BenchError } from './bench-error.ts'

export const BUREAU_CHAIN_ID = 'xz-bench-1'
const GENESIS_TIME_MS = Date.UTC(2026, 0, 1)
/** A record as it is sent: about 1.1 KB; so many fit one message. */
const RECORDS_PER_MESSAGE = 100
const MESSAGES_UNDER_WAY = 20
const COMMITMENTS = 10
const NOTE_EVERY = 100_000

/** The one writer, with a key of either algorithm. */
export function writerKey(algorithm: SignatureAlgorithm): OfficerKey {
  const secret = nodeCrypto.sha256(utf8Encode(`bench writer ${algorithm}`))
  return { organisation: 'bench', officer: `writer-${algorithm}`, signer: nodeCrypto.signer(algorithm, secret) }
}

function genesisOf(): Genesis {
  const person = (officer: string, roles: readonly Role[], key: OfficerKey): object => ({
    organisation: 'bench',
    officer,
    personId: `person-${officer}`,
    roles,
    key: keyTextOf(key.signer),
  })
  const root = (at: number): OfficerKey => ({
    organisation: 'bench',
    officer: `root-${at}`,
    signer: nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`bench root ${at}`))),
  })
  const roots = [1, 2].map((at) => person(`root-${at}`, ['ROOT_OFFICER'], root(at)))
  const writers = (['ed25519', 'sm2'] as const).map((algorithm) =>
    person(`writer-${algorithm}`, ['JUSTICE_BUREAU'], writerKey(algorithm)),
  )
  const appState = zoneGenesis('justice', {
    crypto: nodeCrypto,
    validFromMs: 0,
    lawFrom: '2020-01-01',
    root: {
      organisation: 'bench',
      zh: '测量用机关（虚构）',
      en: 'office for measuring (invented)',
      roles: ['ROOT_OFFICER', 'JUSTICE_BUREAU'],
      jurisdictions: [''],
    },
    organisations: [],
    officers: [...roots, ...writers] as never,
    askers: [],
    client: '07-tendermint-0',
  })
  return { chainId: BUREAU_CHAIN_ID, genesisTimeMs: GENESIS_TIME_MS, appState }
}

/** A justice zone in this process, its folder laid out as the node program lays it out. */
export function openBureau(folder: string): EmbeddedHost {
  const secret = nodeCrypto.sha256(utf8Encode('bench validator'))
  const genesis = genesisOf()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'validator.key'), `${hexEncode(secret)}\n`, { mode: 0o600 })
  writeFileSync(join(folder, 'genesis.json'), JSON.stringify(genesis))
  const host = new EmbeddedHost({
    folder: join(folder, 'store'),
    crypto: nodeCrypto,
    validator: nodeCrypto.signer('ed25519', secret),
    genesis,
    modules: zoneModules('justice'),
    verifyLater: verifyManyLater,
  })
  host.start()
  return host
}

/** That zone for the node program. The genesis document of the folder stands: what is said here of the genesis is not used. */
export function zoneConfig(folder: string): object {
  const organisation = { organisation: 'bench', zh: '测量', en: 'bench', roles: [], jurisdictions: [''] }
  const genesis = {
    genesisTimeMs: 0,
    validFromMs: 0,
    lawFrom: '2020-01-01',
    root: organisation,
    organisations: [],
    officers: [],
    askers: [],
    client: '07-tendermint-0',
  }
  const at = { chainId: BUREAU_CHAIN_ID, address: '127.0.0.1', port: 0, folder }
  return { name: 'bench', kind: 'justice', ...at, genesis }
}

/** Ten commitments, one public field. */
function version(recordId: string): Readonly<Record<string, unknown>> {
  const commitments = Array.from(
    { length: COMMITMENTS },
    (_, at) => `sha256:${hexEncode(nodeCrypto.sha256(utf8Encode(`${recordId}/${at}`)))}`,
  ).sort()
  return {
    recordType: 'lawyerProfile',
    recordId,
    validFrom: '2026-01-01',
    validTo: null,
    fields: { practiceCategory: 'FULL_TIME' },
    commitments,
  }
}

export function recordMessage(recordId: string): Message {
  return { type: 'registry/RecordVersion', value: version(recordId) as never }
}

let nonce = 0

export function signed(message: Message, officer: OfficerKey): Uint8Array {
  return signOrder({
    chainId: BUREAU_CHAIN_ID,
    messages: [message],
    officers: [officer],
    nowMs: Date.now(),
    nonce: `bench-${nonce++}-${Date.now()}`,
  })
}

/** @throws BenchError WORK_REFUSED */
export function requireDone({ code, codespace }: Pick<TxOutcome, 'code' | 'codespace'>): void {
  if (code !== 0) throw new BenchError('WORK_REFUSED', { codespace, code })
}

/** Brings the state to at least `records` records, by imports that the ledger executes like any other. */
export async function fillRecords(host: EmbeddedHost, records: number, note: (text: string) => void): Promise<void> {
  const writer = writerKey('ed25519')
  // Two leaves a record.
  const standing = Math.floor(host.store.size / 2)
  const batch = RECORDS_PER_MESSAGE * MESSAGES_UNDER_WAY
  for (let at = standing; at < records; at += batch) {
    const outcomes: Promise<TxOutcome>[] = []
    for (let from = at; from < Math.min(records, at + batch); from += RECORDS_PER_MESSAGE) {
      const rows = Array.from({ length: Math.min(RECORDS_PER_MESSAGE, records - from) }, (_, next) =>
        version(`f-${from + next}`),
      )
      const message = { type: 'registry/ImportRecords', value: { recordType: 'lawyerProfile', rows } as never }
      outcomes.push(host.submit(signed(message, writer)))
    }
    for (const outcome of await Promise.all(outcomes)) requireDone(outcome)
    if (Math.floor(at / NOTE_EVERY) !== Math.floor((at + batch) / NOTE_EVERY)) note(`${at + batch} records`)
  }
}
