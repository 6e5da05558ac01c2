import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import { shiftCivilDate } from '@xiezhi/contracts/ids'
import { suite } from '@xiezhi/crypto'
import type { Suite, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import { annexContent, newDisclosure } from '@xiezhi/vault'
import { yearOf } from './civil-days.ts'
import type { Sample, SampleLawyer } from './generate.ts'
import { SeededRandom } from './random.ts'

/** How long a report of the sample calls itself valid; an invented number, no statute's. */
const VALID_MS = 90 * 86_400_000
const REPORT_ID_BYTES = 8
const YEARS = 3

/** A report as the bureau's gateway takes it into its vault: its fields disclosed under salts, and the salt of the whole. */
export interface SampleReport {
  readonly lawyerId: string
  readonly digest: string
  readonly salt: string
  /** Texts of disclosures, in the order that the digest covers. */
  readonly disclosures: readonly string[]
}

export interface AnchoredReports {
  readonly reports: readonly SampleReport[]
  readonly messages: readonly Message[]
}

interface ReportItem {
  readonly kind: 'ASSESSMENT' | 'SANCTION' | 'LEGAL_AID' | 'COMMENDATION'
  readonly on: string
  readonly organ: string
  readonly text: string
}

/**
 * Invented credit reports (rulebook 18.4) of the lawyers who act in a case of the sample, the featured ones among them: those
 * whom a court asks about. The others have none yet. `nowMs`: the ledger's time; `suiteId`: of the bureau's vault.
 */
export function sampleReports(sample: Sample, nowMs: number, suiteId: SuiteId = 'intl'): AnchoredReports {
  const asked = new Set(sample.cases.flatMap(({ agents }) => agents.map(({ licenceNo }) => licenceNo)))
  const lawyers = sample.lawyers.filter(({ licenceNo }) => asked.has(licenceNo))
  const made = lawyers.map((lawyer) => ({
    lawyer,
    report: reportOf(sample, lawyer, nowMs, suite(nodeCrypto, suiteId)),
  }))
  return {
    reports: made.map(({ report }) => report),
    messages: made.map(({ lawyer, report }) => ({
      type: 'lawyer/AnchorCreditReport',
      value: {
        licenceNo: lawyer.licenceNo,
        reportDigest: report.digest,
        generatedAtMs: nowMs,
        validUntilMs: nowMs + VALID_MS,
      },
    })),
  }
}

function reportOf(sample: Sample, lawyer: SampleLawyer, nowMs: number, algorithms: Suite): SampleReport {
  const fields: Readonly<Record<string, Json>> = {
    reportId: `XY${randomBytes(REPORT_ID_BYTES).toString('hex')}`,
    licenceNo: lawyer.licenceNo,
    lawyerName: `${lawyer.name}（虚构）`,
    issuer: '样本市司法局（虚构）',
    generatedAtMs: nowMs,
    validUntilMs: nowMs + VALID_MS,
    items: itemsOf(sample, lawyer) as unknown as Json,
    disputes: [],
  }
  const disclosures = Object.entries(fields).map(([name, value]) => newDisclosure(algorithms, name, value))
  const { digest, salt } = annexContent(algorithms, disclosures)
  return { lawyerId: lawyer.lawyerId, digest, salt, disclosures: disclosures.map(({ text }) => text) }
}

/** Newest first. Every entry says that it is invented. */
function itemsOf({ seed, today }: Sample, lawyer: SampleLawyer): ReportItem[] {
  const random = new SeededRandom(seed, `credit report ${lawyer.licenceNo}`)
  const items: ReportItem[] = []
  for (let back = 1; back <= YEARS; back++) {
    const year = yearOf(today) - back
    items.push({
      kind: 'ASSESSMENT',
      on: `${year}-06-01`,
      organ: '样本省律师协会（虚构）',
      text: `${year - 1}年度考核：称职（虚构）`,
    })
  }
  if (lawyer.statusFrom !== null)
    items.push({
      kind: 'SANCTION',
      on: lawyer.statusFrom,
      organ: '样本市司法局（虚构）',
      text: '执业状态变更及其依据见律师登记簿（虚构）',
    })
  if (random.below(2) === 0)
    items.push({
      kind: 'LEGAL_AID',
      on: shiftCivilDate(today, -30 - random.below(300)),
      organ: '样本市法律援助中心（虚构）',
      text: `办结法律援助案件${1 + random.below(6)}件（虚构）`,
    })
  if (random.below(4) === 0)
    items.push({
      kind: 'COMMENDATION',
      on: shiftCivilDate(today, -30 - random.below(600)),
      organ: '样本省律师协会（虚构）',
      text: '年度公益法律服务表扬（虚构）',
    })
  return items.sort((a, b) => (a.on < b.on ? 1 : -1))
}
