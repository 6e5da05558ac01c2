import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BatchKey, ControlRequest } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { HttpsInstitution, makeSampleCertificates } from '@xiezhi/institution-adapter'
import { letPass, serverUser } from '@xiezhi/postgres'
import pg from 'pg'
import { startReady } from './child.ts'
import type { ReadyChild } from './child.ts'

export const BANK_CODE = 'BENCHBANK'
export const COURT_CODE = 'BENCH-COURT'
export const LIMIT_CENTS = 10_000
const BALANCE_CENTS = 1_000_000
const KEY_BYTES = 32
const SUPERUSER = 'institution'
/** As the simulator opens it. */
const POOL_SIZE = 10
const HOLDER = { name: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' } as const
const BATCH_KEY: BatchKey = { crypto: nodeCrypto, hash: 'sha256', key: new Uint8Array(KEY_BYTES).fill(7) }

/** The institution program as a bank with so many accounts of one person, behind certificates on both sides. */
export interface BenchBank {
  readonly child: ReadyChild
  /** Its database, for what is put there before the clock starts and for tables of others. */
  readonly database: pg.Pool
  /** A door of the court's side, with connections of its own. */
  door(): HttpsInstitution
  close(): Promise<void>
}

export async function startBank(folder: string, accounts: number): Promise<BenchBank> {
  letPass(folder, serverUser())
  const tls = makeSampleCertificates(join(folder, 'tls'), ['institution', 'court'])
  const batchKeyFile = join(folder, 'batch.key')
  writeFileSync(batchKeyFile, Buffer.from(BATCH_KEY.key).toString('hex'), { mode: 0o600 })
  const profile = join(folder, 'profile.json')
  writeFileSync(profile, JSON.stringify(profileOf(accounts)))
  const config = join(folder, 'bank.json')
  const own = join(folder, 'b')
  const files = tls['institution']
  writeFileSync(config, JSON.stringify({ profile, folder: own, port: 0, tls: files, batchKeyFile }))
  const child = await startReady('institution', config)
  const port = /READY \S+ (\d+)/.exec(child.lines[0] ?? '')?.[1] ?? ''
  const { ca = '', cert = '', key = '' } = tls['court'] ?? {}
  const database = new pg.Pool({ host: join(own, 'db'), user: SUPERUSER, database: 'postgres', max: POOL_SIZE })
  // Connections that the server ends as it stops.
  database.on('error', () => undefined)
  database.on('connect', (client) => client.on('error', () => undefined))
  return {
    child,
    database,
    door: () =>
      new HttpsInstitution({ url: `https://127.0.0.1:${port}`, ca, cert, key, timeoutMs: 900_000 }, BATCH_KEY),
    close: () => database.end(),
  }
}

function profileOf(accounts: number): object {
  return {
    kind: 'BANK',
    institutionCode: BANK_CODE,
    termAsset: 'DEPOSIT',
    freezesEmpty: true,
    officers: [{ courtId: COURT_CODE, workCard: 'GZ-1', dutyCard: 'GW-1' }],
    assets: Array.from({ length: accounts }, (_, at) => ({
      assetNo: accountOf(at),
      holder: HOLDER,
      quantity: BALANCE_CENTS,
      currency: 'CNY',
      details: { kind: '1', openedOn: '2020-01-01' },
    })),
    earlier: [],
  }
}

export function accountOf(at: number): string {
  return `B-${String(at).padStart(8, '0')}`
}

/** Freezes an account within the limit, for a year. */
export function freezeRequest(
  requestNo: string,
  accountNo: string,
  { from, to }: { readonly from: string; readonly to: string },
): ControlRequest {
  return {
    requestNo,
    institutionKind: 'BANK',
    nature: 'CONTROL',
    subjectName: HOLDER.name,
    idType: HOLDER.idType,
    idNo: HOLDER.idNo,
    courtName: '示例市示例区人民法院',
    courtId: COURT_CODE,
    officerName: '示例执行员',
    institutionCode: BANK_CODE,
    caseNo: '（2026）粤0703执1号',
    officerWorkCard: 'GZ-1',
    officerDutyCard: 'GW-1',
    noticeNo: '（2026）粤0703执1号之一协',
    rulingNo: '（2026）粤0703执1号之一',
    items: [
      {
        seq: 1,
        accountNo,
        currency: 'CNY',
        controlType: 'DEPOSIT',
        measure: 'FREEZE',
        content: 'AMOUNT',
        amountCents: LIMIT_CENTS,
        from,
        to,
      },
    ],
  }
}
