import type { Json } from '@xiezhi/codec'
import { ledgerNowMs } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { documentDigest } from '../../zone/document-digest.ts'
import { countArgument, dateArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'

const DAY_MS = 86_400_000
const DAYS_MAX = 365
const ORDERS_MAX = 999

interface Common {
  readonly id: string
  readonly json?: boolean
}

export interface ContestOptions extends Common {
  readonly ground: string
  readonly factor: readonly string[]
  readonly reasons: string
}

export interface OrderOptions extends Common {
  readonly kind: readonly string[]
  readonly order: string
  readonly days: string
}

export interface AnswerOptions extends Common {
  readonly number: string
  readonly answer: readonly string[]
}

export interface DecideOptions extends Common {
  readonly result: string
  readonly factor: readonly string[]
  readonly corroboration?: string
  readonly examined: string
  readonly decision: string
}

export interface RevokeOptions extends Common {
  readonly reason: string
}

export function contest(options: ContestOptions): Promise<number> {
  const { ground, factor, reasons } = options
  return submit(options, 'clerk', 'ContestDeposit', {
    ground,
    factors: [...factor],
    reasonsDigest: documentDigest(reasons),
  })
}

export function order(options: OrderOptions): Promise<number> {
  const days = countArgument(options.days, DAYS_MAX)
  return submit(options, 'judge', 'OrderSource', {
    kinds: [...options.kind],
    orderDigest: documentDigest(options.order),
    dueAtMs: ledgerNowMs() + days * DAY_MS,
  })
}

export function answer(options: AnswerOptions): Promise<number> {
  const answers = options.answer.map((text) => {
    const at = text.indexOf('=')
    if (at < 1) throw new CliError('USAGE', 'USAGE', { reason: `--answer ${text}: KIND=file` })
    return { kind: text.slice(0, at), digest: documentDigest(text.slice(at + 1)) }
  })
  return submit(options, 'clerk', 'AnswerSourceOrder', { order: countArgument(options.number, ORDERS_MAX), answers })
}

export function decide(options: DecideOptions): Promise<number> {
  const { result, factor, corroboration, examined, decision } = options
  return submit(options, 'judge', 'DecideAuthenticity', {
    confirmed: result,
    factors: [...factor],
    corroboration: corroboration === undefined ? null : documentDigest(corroboration),
    crossExaminedOn: dateArgument(examined),
    decisionDigest: documentDigest(decision),
  })
}

export function revoke(options: RevokeOptions): Promise<number> {
  return submit(options, 'clerk', 'RevokeDeposit', { reason: options.reason })
}

/** An act on one deposit. @throws CliError */
async function submit(
  options: Common,
  officer: 'clerk' | 'judge',
  message: string,
  fields: Readonly<Record<string, Json>>,
): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const value = { depositId: options.id, ...fields }
    const { height, data } = await court.submit([{ type: `deposit/${message}`, value }], workspace.court(officer))
    out.say('depositActed', { depositId: options.id, act: message })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ ...value, ...(data[0] as Readonly<Record<string, Json>>), height })
    return 0
  })
}
