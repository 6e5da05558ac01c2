import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeBundle } from '@xiezhi/evidence'
import type { Profile } from '@xiezhi/evidence'
import { collectEvidence, LEGAL_BASIS, PURPOSE } from '@xiezhi/sdk'
import type { CheckedValue, OfficerKey, QuestionInput, Use } from '@xiezhi/sdk'
import { ledgerToday } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { writeFileWhole } from '../../config/home.ts'
import { exitOfVerdict } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { askMessage, CLIENT_ID, ReceiptWatch } from '../../zone/ask.ts'
import { loadAnchor, readChecked } from '../../zone/light-check.ts'
import { keepOpening } from '../../zone/query-log.ts'
import { shown } from '../../zone/shown.ts'
import { dateArgument, licenceArgument, readCase } from '../../zone/subjects.ts'
import type { CaseView } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'
import { sayVerification } from './report.ts'

export interface VerifyOptions {
  readonly licence: string
  readonly case: string
  readonly on?: string
  readonly use: Use
  readonly firm?: string
  readonly out?: string
  readonly profile: Profile
  readonly trust?: string
  readonly json?: boolean
}

const ANSWER_WAIT_MS = 30_000

/** What a receipt on the court's ledger says, as far as it is shown. */
export interface Receipt {
  readonly dispatchId: string
  readonly result: {
    readonly refusal: string | null
    readonly finding: Finding | null
    readonly policyId: string | null
    readonly policyVersion: number | null
    readonly decidedAtMs: number
    readonly height: number
  }
  readonly assurance: { readonly statement: string; readonly validators: number; readonly organisations: number } | null
  readonly freshUntilMs: number | null
}

export interface Reason {
  readonly code: string
  readonly rule: string
}

export interface Check {
  readonly rule: string
  readonly result: string
  readonly reasons: readonly Reason[]
}

interface Finding {
  readonly verdict: string
  readonly reasons: readonly Reason[]
  readonly checks: readonly Check[]
  readonly facts: Json
  readonly disputed: boolean
}

/** The court's own checks joined with the answer. */
export interface CourtVerification {
  readonly verificationId: string
  readonly verdict: string
  readonly reasons: readonly Reason[]
  readonly checks: readonly Check[]
}

export interface Verified {
  readonly receipt: Receipt
  readonly proof: CheckedValue
  /** Null: the lawyer is not in the case. */
  readonly court: CourtVerification | null
  readonly tookMs: number
  readonly licence: string
  readonly asOf: string
}

/** Asks the bureau's ledger, waits for the receipt on the court's, and believes it only with its proof. */
export async function verify(options: VerifyOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  const asOf = options.on === undefined ? ledgerToday() : dateArgument(options.on)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const view = await readCase(court, options.case)
    const anchor = loadAnchor(options.trust ?? workspace.home.trust(court.zone.name), court.zone.chainId)
    const question = {
      licenceNo: licence,
      asOf,
      caseRef: shown(view.case['caseRef']),
      use: options.use,
      letterFirmUscc: options.firm ?? firmOf(workspace, view, licence, options.case),
      subscribe: view.case['state'] === 'OPEN',
    }
    const watch = await ReceiptWatch.begin(court)
    const startedMs = performance.now()
    const officers = workspace.court('clerk')
    const { data } = await court.submit([askMessage(question, keepCommitment(workspace, question, officers))], officers)
    const { dispatchId } = data[0] as { dispatchId: string }
    await watch.wait(dispatchId, ANSWER_WAIT_MS)
    const proof = await readChecked(court, nodeCrypto, anchor, `query/receipt/${dispatchId}`)
    const tookMs = performance.now() - startedMs
    const receipt = decodeCanonical(proof.value) as unknown as Receipt
    const verification = await courtVerification(workspace, court, question, receipt)
    const verified = { receipt, proof, court: verification, tookMs, licence, asOf }
    sayVerification(out, verified)
    const bundle = options.out === undefined ? null : await saveBundle(workspace, court, dispatchId, options, out)
    out.document(documentOf(verified, bundle))
    const verdict = receipt.result.finding === null ? null : (verification?.verdict ?? receipt.result.finding.verdict)
    return exitOfVerdict(verdict)
  })
}

/** Keeps what opens the query log's commitment before anything is sent. */
function keepCommitment(
  { home }: Workspace,
  { licenceNo, asOf, caseRef }: QuestionInput,
  [asker]: readonly OfficerKey[],
): string {
  const { organisation = '', officer = '' } = asker ?? {}
  return keepOpening(home, {
    organisation,
    officer,
    caseRef,
    licenceNo,
    asOf,
    purpose: PURPOSE,
    legalBasis: LEGAL_BASIS,
  })
}

/** The firm that the letter in the case names; for a lawyer who is not in the case, that of the sample's register. */
function firmOf(workspace: Workspace, { agents }: CaseView, licence: string, caseText: string): string {
  const agent = agents.filter(({ serial }) => serial === licence.slice(11)).sort(runningFirst)[0]
  if (agent !== undefined) return shown(agent['letterFirmUscc'])
  const known = workspace.sample()?.lawyers.find(({ licenceNo }) => licenceNo === licence)
  if (known === undefined) throw new CliError('FIRM_NEEDED', 'USAGE', { licence, case: caseText })
  return known.firmUscc
}

/** Agents whose powers have ended come last. */
function runningFirst({ endedOn: a }: JsonObject, { endedOn: b }: JsonObject): number {
  return Number(a !== null) - Number(b !== null)
}

async function courtVerification(
  workspace: Workspace,
  court: ZoneSession,
  question: { caseRef: string; licenceNo: string; letterFirmUscc: string; asOf: string; use: Use },
  { dispatchId, result }: Receipt,
): Promise<CourtVerification | null> {
  if (result.finding === null) return null
  const { caseRef, licenceNo, letterFirmUscc, asOf, use } = question
  const { agents, case: open } = await readCase(court, caseRef)
  // With another letter the lawyer is another agent: the answer says nothing about this one.
  const agent = agents.find(
    (one) =>
      one['serial'] === licenceNo.slice(11) && one['letterFirmUscc'] === letterFirmUscc && one['endedOn'] === null,
  )
  if (agent === undefined || open['state'] !== 'OPEN') return null
  const known = await verificationOf(court, agent['latestVerification'] ?? null)
  // An agent who waited for the answer was verified when it came.
  if (known?.['receiptId'] === dispatchId) return known as unknown as CourtVerification
  const { data } = await court.submit(
    [
      {
        type: 'case/VerifyAgent',
        value: {
          caseRef,
          agentId: agent['agentId'] ?? null,
          use,
          onDate: asOf,
          receiptId: dispatchId,
          fallbackId: null,
        },
      },
    ],
    workspace.court('clerk'),
  )
  const { verificationId } = data[0] as { verificationId: string }
  return (await verificationOf(court, verificationId)) as unknown as CourtVerification
}

async function verificationOf(court: ZoneSession, verificationId: Json): Promise<JsonObject | null> {
  return verificationId === null ? null : court.queryObject('case/verification', { verificationId })
}

interface SavedBundle {
  readonly file: string
  readonly bytes: number
  readonly profile: Profile
}

async function saveBundle(
  workspace: Workspace,
  court: ZoneSession,
  dispatchId: string,
  { out: file = '', profile }: VerifyOptions,
  out: Output,
): Promise<SavedBundle> {
  const justice = await workspace.session('justice')
  const request = { dispatchId, profile, askerClient: CLIENT_ID, answererClient: CLIENT_ID }
  const bytes = encodeBundle(await court.guarded(() => collectEvidence(court.client, justice.client, request)))
  writeFileWhole(file, bytes)
  const saved = { file, bytes: bytes.length, profile }
  out.say('bundleSaved', saved)
  return saved
}

function documentOf({ receipt, proof, court, tookMs, licence, asOf }: Verified, bundle: SavedBundle | null): Json {
  return {
    licence,
    asOf,
    verdict: court?.verdict ?? receipt.result.finding?.verdict ?? null,
    court: court as unknown as Json,
    receipt: receipt as unknown as Json,
    proof: { zone: 'court', height: proof.height, anchorHeight: proof.anchorHeight },
    tookMs: Math.round(tookMs),
    bundle: bundle as unknown as Json,
  }
}
