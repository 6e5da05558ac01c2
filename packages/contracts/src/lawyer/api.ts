import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { admission, lawyer as lawyerLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { judgementOf, lawVersionOf, refusingLaw } from '../law-reading.ts'
import { errors } from './errors.ts'
import { periodOn } from './handlers/status-timeline.ts'
import type { LawyerActor, LawyerPorts } from './ports.ts'
import { assessments, ASSESSMENTS_PER_LAWYER_MAX, creditReports, firms, lawyers, licences } from './state.ts'
import type { Firm, Lawyer } from './state.ts'

export { scheduleRenewal } from './handlers/objection-term.ts'

/** What another zone asks about a lawyer. */
export interface StandingQuestion {
  readonly licenceNo: string
  readonly asOf: string
  readonly letterFirmUscc: string
  readonly exception: 'NONE' | 'GUARDIAN' | 'CLOSE_RELATIVE'
  /** Null or absent: asked without a case. */
  readonly caseRef?: string | null
}

type LawFinding = ReturnType<typeof admission.bureauFinding>
type Verdict = LawFinding['verdict']
type Reason = LawFinding['reasons'][number]

/** The bureau's finding with the checks it rests on, the digests of the records that were read, and that of its annex. */
export interface StandingFinding {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly tasks: LawFinding['tasks']
  readonly checks: readonly { readonly rule: string; readonly result: Verdict; readonly reasons: readonly Reason[] }[]
  readonly facts: Readonly<Record<string, string | boolean | null>>
  readonly disputed: boolean
  readonly serial: string | null
  readonly heads: readonly { readonly recordType: string; readonly recordId: string; readonly digest: string }[]
  readonly parameterVersion: string
}

const CHECKED_RULES = ['S18.3', 'R18-01', 'R18-02', 'R18-03', 'R18-05', 'R18-14', 'R18-21', 'R18-22'] as const

/** Judges a lawyer as of a day from the records known now (rulebook 18.5). @throws ContractError LawRefused */
export function findStanding(
  ctx: ReadContext,
  ports: Pick<LawyerPorts, 'lawBook'>,
  question: StandingQuestion,
): StandingFinding {
  const lawyerId = licences(ctx.store).get(question.licenceNo)
  const found = lawyerId === undefined ? undefined : lawyers(ctx.store).get(lawyerId)
  const law = ports.lawBook(ctx)
  const parts = byLaw(() => partsOf(ctx, law, question, found))
  const { finding } = parts
  const firm = firms(ctx.store).get(question.letterFirmUscc)
  return {
    verdict: finding.verdict,
    reasons: finding.reasons,
    tasks: finding.tasks,
    checks: CHECKED_RULES.map((rule) => {
      const reasons = finding.reasons.filter((reason) => reason.rule === rule)
      return { rule, result: reasons.length === 0 ? 'PASS' : parts.verdictOf(rule), reasons }
    }),
    facts: factsOf(question, found, firm, finding.statusOnDay),
    disputed: found !== undefined && found.disputedBy !== null,
    serial: found?.serial ?? null,
    heads: [...headsOf(ctx, found, firm), ...annexOf(ctx, question, found)],
    parameterVersion: lawVersionOf(ctx, law),
  }
}

function partsOf(
  ctx: ReadContext,
  law: LawBook,
  { licenceNo, asOf, letterFirmUscc, exception }: StandingQuestion,
  found: Lawyer | undefined,
): { finding: LawFinding; verdictOf(rule: string): Verdict } {
  const parsed = lawyerLaw.parseLicence({ licenceNo, asOf }, law)
  const standing = lawyerLaw.standing(
    {
      on: asOf,
      statusPeriods: (found?.statusPeriods ?? []).map(({ status, from, to }) => ({ status, from, to })),
      firmPeriods: found?.firmPeriods ?? [],
      letterFirmUscc,
      exception,
    },
    law,
  )
  const same =
    found === undefined || found.licenceNo === licenceNo
      ? null
      : lawyerLaw.samePerson({ a: licenceNo, b: found.licenceNo }, law)
  const finding = admission.bureauFinding(
    {
      licence: judgementOf(parsed),
      samePerson: same === null ? null : judgementOf(same),
      standing: judgementOf(standing),
      statusOnDay: standing.statusOnDay,
      assessment: assessmentOf(ctx, law, asOf, found),
      category: parsed.category,
      publicOffice: officeOf(found),
      forOwnUnit: null,
      matterPermitted: null,
    },
    law,
  )
  const byRule: Readonly<Record<string, Verdict>> = { 'R18-14': 'BLOCK', 'R18-21': 'WARN', 'R18-22': 'WARN' }
  const ofLicence = parsed.verdict === 'REFUSE' ? 'BLOCK' : 'WARN'
  const verdictOf = (rule: string): Verdict => byRule[rule] ?? (rule === 'S18.3' ? ofLicence : standing.verdict)
  return { finding, verdictOf }
}

function assessmentOf(
  ctx: ReadContext,
  law: LawBook,
  on: string,
  found: Lawyer | undefined,
): { verdict: string; reasons: readonly Reason[] } {
  // Nothing to assess before the first licence: the standing says so already.
  if (found === undefined || found.firstPracticeDate > on) return { verdict: 'PASS', reasons: [] }
  const records = assessments(ctx.store)
    .list({ under: [found.lawyerId], limit: ASSESSMENTS_PER_LAWYER_MAX })
    .filter(({ value }) => value.filedOn <= on)
    .flatMap(({ value: { year, grade } }) =>
      grade === 'QUALIFIED' || grade === 'UNQUALIFIED' ? [] : [{ year, grade }],
    )
  return judgementOf(lawyerLaw.assessment({ on, firstLicensedOn: found.firstPracticeDate, records }, law))
}

function officeOf(found: Lawyer | undefined): 'NONE' | 'CIVIL_SERVANT' | 'STANDING_COMMITTEE' {
  if (found?.civilServant === true) return 'CIVIL_SERVANT'
  return found?.npcStandingMember === true ? 'STANDING_COMMITTEE' : 'NONE'
}

function factsOf(
  { licenceNo, asOf }: StandingQuestion,
  found: Lawyer | undefined,
  firm: Firm | undefined,
  statusOnDay: string | null,
): StandingFinding['facts'] {
  const period = found === undefined ? undefined : periodOn(found.statusPeriods, asOf)
  const firmDay = firm?.periods.find(({ from, to }) => from <= asOf && (to === null || asOf <= to))
  return {
    known: found !== undefined,
    statusOnDay,
    statusFrom: period?.from ?? null,
    statusTo: period?.to ?? null,
    numberCurrent: found?.licenceNo === licenceNo,
    currentLicenceNo: found?.licenceNo ?? null,
    letterFirmStatus: firmDay?.status ?? null,
  }
}

function headsOf(ctx: ReadContext, found: Lawyer | undefined, firm: Firm | undefined): StandingFinding['heads'] {
  return [
    ...(found === undefined ? [] : [{ recordType: 'lawyerCredential', recordId: found.lawyerId, value: found }]),
    ...(firm === undefined ? [] : [{ recordType: 'firmCredential', recordId: firm.uscc, value: firm }]),
  ].map(({ recordType, recordId, value }) => ({
    recordType,
    recordId,
    digest: `sha256:${hexEncode(ctx.crypto.sha256(encodeCanonical(value)))}`,
  }))
}

/** The credit report goes to the court of a case and to nobody else: the answer names it by the digest that it was anchored with. */
function annexOf(
  ctx: ReadContext,
  { caseRef = null }: StandingQuestion,
  found: Lawyer | undefined,
): StandingFinding['heads'] {
  const report = caseRef === null || found === undefined ? undefined : creditReports(ctx.store).get(found.lawyerId)
  if (found === undefined || report === undefined) return []
  return [{ recordType: 'creditReport', recordId: found.lawyerId, digest: report.reportDigest }]
}

/** @throws ContractError LawRefused */
export const byLaw = refusingLaw(errors.LawRefused)

/** The lawyer who has or had this number. @throws ContractError LicenceUnknown */
export function lawyerOf(ctx: ReadContext, licenceNo: string): Lawyer {
  const lawyerId = licences(ctx.store).get(licenceNo)
  const found = lawyerId === undefined ? undefined : lawyers(ctx.store).get(lawyerId)
  ensure(found !== undefined, errors.LicenceUnknown, { licenceNo })
  return found
}

/** Region of the present firm: digits 2 to 5 of the licence number. */
export function regionOf(licenceNo: string): string {
  return licenceNo.slice(1, 5)
}

/** Each of the persons must govern the region. @throws ContractError OutsideJurisdiction */
export function requireRegion(actors: readonly LawyerActor[], region: string): void {
  const stranger = actors.find((actor) => !governs(actor, region))
  ensure(stranger === undefined, errors.OutsideJurisdiction, { region, organisation: stranger?.organisation })
}

export function governs({ jurisdictions }: LawyerActor, region: string): boolean {
  return jurisdictions.some((prefix) => region.startsWith(prefix))
}
