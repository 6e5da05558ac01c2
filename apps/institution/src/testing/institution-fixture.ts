import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type {
  Answer,
  BatchKey,
  ControlFeedback,
  ControlItem,
  ControlRequest,
  InstitutionKind,
} from '@xiezhi/control-interface'
import { hasOpenssl, HttpsInstitution, makeSampleCertificates } from '@xiezhi/institution-adapter'
import type { CertificateFiles } from '@xiezhi/institution-adapter'
import type { BehaviourList } from '../behaviours.ts'
import type { InstitutionConfig } from '../config.ts'
import { Institution } from '../institution.ts'

/** Certificates are made by openssl. */
export const canRun = hasOpenssl()
if (!canRun) console.log('not run: apps/institution (openssl is not there)')

const KEY_HEX = '07'.repeat(32)
export const TEST_KEY: BatchKey = { crypto: nodeCrypto, hash: 'sha256', key: new Uint8Array(32).fill(7) }
export const TODAY = '2026-03-30'
export const CASE_NO = '（2026）粤0703执123号'

/** A folder with certificates and a key, for any number of institutions. */
export class TestPlace {
  readonly folder: string
  readonly certificates: Readonly<Record<string, CertificateFiles>>
  readonly #running: Institution[] = []
  #count = 0

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'xzi-'))
    chmodSync(this.folder, 0o711)
    this.certificates = makeSampleCertificates(join(this.folder, 'tls'), ['institution', 'court'])
    writeFileSync(join(this.folder, 'batch.key'), KEY_HEX, { mode: 0o600 })
  }

  certificate(name: string): CertificateFiles {
    const files = this.certificates[name]
    if (files === undefined) throw new Error(`no certificate ${name}`)
    return files
  }

  config(profile: string, change: Partial<InstitutionConfig> = {}): InstitutionConfig {
    const folder = join(this.folder, `i${++this.#count}`)
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    return {
      profile,
      folder,
      port: 0,
      adminPort: 0,
      tls: this.certificate('institution'),
      today: TODAY,
      batchKeyFile: join(this.folder, 'batch.key'),
      ...change,
    }
  }

  async start(config: InstitutionConfig): Promise<Institution> {
    const institution = await Institution.start(config, () => undefined)
    this.#running.push(institution)
    return institution
  }

  court(port: number, timeoutMs = 20_000): HttpsInstitution {
    const { ca, cert, key } = this.certificate('court')
    return new HttpsInstitution({ url: `https://127.0.0.1:${port}`, ca, cert, key, timeoutMs }, TEST_KEY)
  }

  async end(): Promise<void> {
    for (const one of this.#running) await one.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Asks the loopback door of whoever sets the simulation up. */
export async function admin(
  port: number | undefined,
  path: string,
  body: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${port ?? 0}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

export async function behave(port: number | undefined, behaviours: BehaviourList): Promise<void> {
  await admin(port, 'behaviours', { behaviours })
}

let numbers = 0

/** An invented person asked for by an invented court. */
export function requestTo(kind: InstitutionKind, code: string, change: Partial<ControlRequest> = {}): ControlRequest {
  return {
    requestNo: `T-${String(++numbers).padStart(6, '0')}`,
    institutionKind: kind,
    nature: 'QUERY',
    subjectName: '示例甲',
    idType: 'RESIDENT_ID',
    idNo: '999999199003070012',
    courtName: '示例市示例区人民法院',
    courtId: 'SAMPLE-0703',
    officerName: '示例执行员',
    institutionCode: code,
    caseNo: CASE_NO,
    officerWorkCard: 'GZ-0001',
    officerDutyCard: 'GW-0001',
    noticeNo: '（2026）粤0703执123号之一协',
    ...change,
  }
}

export function controlOf(
  kind: InstitutionKind,
  code: string,
  items: readonly ControlItem[],
  change: Partial<ControlRequest> = {},
): ControlRequest {
  return requestTo(kind, code, { nature: 'CONTROL', rulingNo: '（2026）粤0703执123号之一', items, ...change })
}

export function bankItem(accountNo: string, change: Partial<ControlItem> = {}): ControlItem {
  return {
    seq: 1,
    accountNo,
    currency: 'CNY',
    controlType: 'DEPOSIT',
    measure: 'FREEZE',
    content: 'AMOUNT',
    amountCents: 5_000_000,
    from: '2026-03-30',
    to: '2027-03-30',
    ...change,
  }
}

/** Follows a measure that `prior` started on the account. */
export function following(prior: ControlRequest, change: Partial<ControlItem>): ControlItem {
  const { accountNo, policyNo, vehicleNo, realEstateUnit, securityCode, currency } = prior.items?.[0] ?? {}
  const asset = { accountNo, policyNo, vehicleNo, realEstateUnit, securityCode, currency }
  return {
    seq: 1,
    ...(Object.fromEntries(Object.entries(asset).filter(([, value]) => value !== undefined)) as Partial<ControlItem>),
    controlType: 'DEPOSIT',
    measure: 'RELEASE',
    content: 'AMOUNT',
    priorRequestNo: prior.requestNo,
    priorCaseNo: prior.caseNo,
    ...change,
  }
}

export const TARGET = {
  targetName: '示例市示例区人民法院执行款专户',
  targetBank: '示例银行示例支行',
  targetBankNo: '000000000000',
  targetAccount: 'SAMPLE-COURT-1',
} as const satisfies Partial<ControlItem>

export async function ask(court: HttpsInstitution, request: ControlRequest): Promise<Answer> {
  const submission = await court.submit(request)
  if (submission.kind !== 'answered') throw new Error('was not answered')
  return submission.answer
}

/** What the institution says of a number; undefined: it does not know it. */
export async function statusOf(court: HttpsInstitution, requestNo: string): Promise<Answer | undefined> {
  const submission = await court.status(requestNo)
  return submission?.kind === 'answered' ? submission.answer : undefined
}

/** The feedback to a request of one item. */
export async function control(court: HttpsInstitution, request: ControlRequest): Promise<ControlFeedback> {
  const { items = [] } = await ask(court, request)
  const [feedback] = items
  if (feedback === undefined || items.length !== 1) throw new Error(`${items.length} items`)
  return feedback
}
