import { decodeCanonical } from '@xiezhi/codec'
import { depositApi, depositState } from '@xiezhi/contracts'
import { suite } from '@xiezhi/crypto'
import type { Digest, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ZoneTrust } from '@xiezhi/evidence'
import { CliError } from '../../cli-error.ts'
import { readBytes } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import type { ExitName } from '../../exit-codes.ts'
import type { TextCode } from '../../i18n/index.ts'
import { Output } from '../../output.ts'
import { loadAnchor, readChecked } from '../../zone/light-check.ts'
import { shown } from '../../zone/shown.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'
import { instantArgument } from './file.ts'

type DepositCheck = depositApi.DepositCheck
type DepositResult = depositApi.DepositResult

export interface VerifyOptions {
  readonly id?: string
  readonly fact?: string
  readonly trust?: string
  readonly json?: boolean
}

/** One deposit, judged from the record that the proof shows. */
interface Judged extends DepositCheck {
  readonly algorithm: string
  /** Height whose state holds the record; null: nothing is proved. */
  readonly height: number | null
}

/** A deposit states one of the two digests. */
const SUITES: readonly SuiteId[] = ['sm', 'intl']

const RESULTS: Readonly<Record<DepositResult, readonly [TextCode, ExitName]>> = {
  MATCH_ANCHORED: ['depositMatch', 'OK'],
  MATCH_ANCHOR_ON_FOREIGN_CHAIN: ['depositForeignMatch', 'OK'],
  ANCHOR_AFTER_EVENT: ['depositAfterEvent', 'ALERT'],
  SUPERSEDED: ['depositSuperseded', 'ALERT'],
  REVOKED: ['depositRevoked', 'EVIDENCE_INVALID'],
  HASH_MISMATCH: ['depositMismatch', 'EVIDENCE_INVALID'],
  NO_ANCHOR: ['depositNoAnchor', 'EVIDENCE_UNDECIDABLE'],
  CHAIN_UNREACHABLE: ['depositUnreachable', 'UNAVAILABLE'],
  PROOF_INVALID: ['depositProofInvalid', 'EVIDENCE_INVALID'],
}

const INTERESTS: Readonly<Record<DepositCheck['interest'], TextCode>> = {
  NONE: 'interestNone',
  STAKE: 'interestStake',
  OPERATOR: 'interestOperator',
  NOT_DECLARED: 'interestNotDeclared',
}

/** Checks a file against the court's ledger. What is shown is read from proved records, judged here and not there. */
export async function verify(path: string, options: VerifyOptions): Promise<number> {
  const out = new Output(options)
  const bytes = readBytes(path)
  const factAtMs = options.fact === undefined ? null : instantArgument(options.fact)
  return Workspace.use(async (workspace) => {
    const zone = workspace.zone('court')
    const anchor = loadAnchor(options.trust ?? workspace.home.trust(zone.name), zone.chainId)
    const court = await reach(workspace)
    if (court === undefined) return tell(out, 'CHAIN_UNREACHABLE', [])
    const digests = SUITES.map((id) => suite(nodeCrypto, id).digest(bytes))
    try {
      const found = await candidates(court, digests, options.id)
      const judged: Judged[] = []
      for (const depositId of found) judged.push(await judge(court, anchor, depositId, digests, factAtMs))
      return tell(out, depositApi.overallResult(judged), judged)
    } catch (error) {
      if (error instanceof CliError && error.code === 'PROOF_INVALID') return tell(out, 'PROOF_INVALID', [])
      throw error
    }
  })
}

async function reach(workspace: Workspace): Promise<ZoneSession | undefined> {
  try {
    return await workspace.session('court')
  } catch (error) {
    if (error instanceof CliError && error.code === 'ZONE_UNREACHABLE') return undefined
    throw error
  }
}

/** Which deposits to look at: the ledger's answer is a hint, the records decide. */
async function candidates(
  court: ZoneSession,
  digests: readonly Digest[],
  depositId?: string,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const digest of digests) {
    const question = { digest, ...(depositId === undefined ? {} : { depositId }) }
    const answer = await court.queryObject('deposit/verify', question)
    for (const check of (answer?.['checks'] ?? []) as readonly JsonObject[]) found.add(shown(check['depositId']))
  }
  return depositId === undefined ? found : new Set([...found].filter((id) => id === depositId))
}

/** @throws CliError PROOF_INVALID */
async function judge(
  court: ZoneSession,
  anchor: ZoneTrust,
  depositId: string,
  digests: readonly Digest[],
  factAtMs: number | null,
): Promise<Judged> {
  const record = await readChecked(court, nodeCrypto, anchor, depositState.deposits.key(depositId))
  const deposit = depositState.depositSchema.parse(decodeCanonical(record.value))
  const { platformId } = deposit
  const platform =
    platformId === null
      ? undefined
      : await readChecked(court, nodeCrypto, anchor, depositState.platforms.key(platformId))
  const filed = platform === undefined ? undefined : depositState.platformSchema.parse(decodeCanonical(platform.value))
  const digest = depositApi.digestFor(deposit, digests)
  const check = depositApi.checkDeposit(deposit, filed, digest, factAtMs ?? deposit.factAtMs)
  return { ...check, algorithm: digest.slice(0, digest.indexOf(':')), height: record.height }
}

function tell(out: Output, result: DepositResult, judged: readonly Judged[]): number {
  const [text, exit] = RESULTS[result]
  out.say(text)
  for (const one of judged) {
    const { depositId, depositedAtMs, delayMs, platform, interest, contested, height } = one
    out.say('depositLine', { depositId, time: instant(depositedAtMs), height: height ?? null })
    if (delayMs !== null && delayMs > 0) out.say('depositDelay', { minutes: Math.ceil(delayMs / 60_000) })
    out.say(INTERESTS[interest], { platform: platform?.platformId ?? null })
    if (platform !== null)
      out.say('depositPlatform', { filing: platform.filingNumber, standards: platform.standards.join(' ') })
    if (contested) out.say('depositContested')
  }
  if (judged.length > 0) out.say('depositNotProved')
  out.document({ result, checks: judged.map((one) => ({ ...one })), notProved: [...depositApi.DEPOSIT_NOT_PROVED] })
  return exitCode(exit)
}
