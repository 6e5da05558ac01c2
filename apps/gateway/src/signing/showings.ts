import { createHash, randomBytes } from 'node:crypto'
import { base64Encode, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Preview } from '@xiezhi/gateway-api'
import { transactionId, transactionSignBytes } from '@xiezhi/kernel'
import type { Message, TransactionBody } from '@xiezhi/kernel'
import { BODY_LIFETIME_MS, describeAct, signedTransaction, transactionBody } from '@xiezhi/signer'
import type { ActWords, DescribeOptions, DescribedAct, Unlocked } from '@xiezhi/signer'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { OpenSession } from '../session/person.ts'
import type { OfficerKeys } from './officer-keys.ts'
import { signerProblem } from './signer-problem.ts'

type Proposals = NonNullable<DescribeOptions['proposals']>

/** Kept for one session; the oldest goes first. */
const SHOWN_MAX = 8
const SESSIONS_MAX = 10_000
const NONCE_BYTES = 16

/** What an officer was shown: the bytes that will be signed, and no others. */
interface Showing {
  readonly shownId: string
  readonly requestDigest: string
  readonly plan: ActPlan
  /** The act; then what follows its answer. */
  readonly bodies: readonly TransactionBody[]
  readonly proposals: Proposals
}

export interface SignedAct {
  /** Base64, in the order in which they are sent. */
  readonly transactions: readonly string[]
  /** Act id of the first message. */
  readonly actId: string
  readonly expiresAtMs: number
}

/** An act that was shown and confirmed, with a key that is open. */
export interface ConfirmedAct {
  readonly plan: ActPlan
  /** @throws GatewayError SIGNER_LOCKED, SIGNER_NOT_SHOWN */
  sign(): SignedAct
}

export interface ShowingsOptions {
  readonly keys: OfficerKeys
  readonly chainId: string
  /** The ledger's time. */
  readonly nowMs: () => number
  /** Content of a proposal on the own ledger. */
  readonly proposal: (id: string) => Promise<Message | undefined>
}

/** Acts between preview and signature. They live in memory: after a restart an act is shown again. */
export class Showings {
  readonly #options: ShowingsOptions
  readonly #shown = new Map<string, Showing[]>()

  constructor(options: ShowingsOptions) {
    this.#options = options
  }

  /** Makes the bytes and says in words what they are. @throws GatewayError SIGNER_MISSING, SIGNER_DAMAGED */
  async show(session: OpenSession, act: string, request: Json, plan: ActPlan): Promise<Preview> {
    const { keys, chainId, nowMs } = this.#options
    const { organisation, officer, key } = await keys.holder(session)
    const body = (messages: readonly Message[]): TransactionBody =>
      transactionBody({
        chainId,
        messages,
        signers: [{ organisation, officer, key }],
        nowMs: nowMs(),
        nonce: randomBytes(NONCE_BYTES).toString('hex'),
      })
    const first = body(plan.messages)
    const following = plan.follow?.(`${idOf(first)}-0`) ?? []
    const bodies = following.length === 0 ? [first] : [first, body(following)]
    const proposals = await this.#proposalsOf(bodies)
    const words = bodies.flatMap((one) => wordsOf(one, proposals))
    const shownId = idOf(first)
    this.#keep(session, { shownId, requestDigest: digestOf(act, request), plan, bodies, proposals })
    return {
      shownId,
      expiresAtMs: first.expiresAtMs,
      words,
      messages: bodies.flatMap(({ messages }) => messages.map(({ type, value }) => ({ type, value }))),
      signer: { organisation, officer },
      chainId,
    }
  }

  /**
   * The act that this request confirms, once. @throws GatewayError SIGNER_MISSING, SIGNER_LOCKED (it can be confirmed again
   * then), SIGNER_NOT_SHOWN
   */
  async confirm(session: OpenSession, act: string, request: Json): Promise<ConfirmedAct> {
    const unlocked = await this.#options.keys.unlocked(session)
    const kept = this.#shown.get(session.id) ?? []
    const showing = kept.find(({ shownId }) => shownId === session.shownId)
    if (showing === undefined) throw new GatewayError('SIGNER_NOT_SHOWN', { reason: 'ACT_NOT_SHOWN' })
    if (showing.requestDigest !== digestOf(act, request))
      throw new GatewayError('SIGNER_NOT_SHOWN', { reason: 'OTHER_ACT' })
    this.#shown.set(
      session.id,
      kept.filter((one) => one !== showing),
    )
    return { plan: showing.plan, sign: () => signAll(unlocked, showing) }
  }

  forget({ id }: Pick<OpenSession, 'id'>): void {
    this.#shown.delete(id)
  }

  #keep({ id }: OpenSession, showing: Showing): void {
    if (this.#shown.size >= SESSIONS_MAX) this.#shown.clear()
    this.#shown.set(id, [...(this.#shown.get(id) ?? []), showing].slice(-SHOWN_MAX))
  }

  async #proposalsOf(bodies: readonly TransactionBody[]): Promise<Proposals> {
    const found = new Map<string, Message>()
    for (const { type, value } of bodies.flatMap(({ messages }) => messages)) {
      if (type !== 'authority/Approve') continue
      const { proposalId } = value as { readonly proposalId: string }
      const content = await this.#options.proposal(proposalId)
      if (content !== undefined) found.set(proposalId, content)
    }
    return found
  }
}

/** The signer describes the bytes once more: nothing is signed that cannot be put in words at that moment. */
function signAll(unlocked: Unlocked, { shownId, bodies, proposals }: Showing): SignedAct {
  try {
    const transactions = bodies.map((body) => {
      const { id } = unlocked.show(body, { locale: 'zh', proposals })
      return base64Encode(signedTransaction(body, [unlocked.sign(body, id)]))
    })
    return { transactions, actId: `${shownId}-0`, expiresAtMs: (bodies[0]?.issuedAtMs ?? 0) + BODY_LIFETIME_MS }
  } catch (error) {
    throw signerProblem(error)
  }
}

function wordsOf(body: TransactionBody, proposals: Proposals): Preview['words'] {
  const bytes = transactionSignBytes(body.chainId, encodeCanonical(body))
  const described = (locale: 'zh' | 'en'): DescribedAct => describeAct(nodeCrypto, bytes, { locale, proposals })
  try {
    const [zh, en] = [linesOf(described('zh').acts, '：'), linesOf(described('en').acts, ': ')]
    return zh.map((line, at) => ({ zh: line, en: en[at] ?? line }))
  } catch (error) {
    throw signerProblem(error)
  }
}

/** Title, then each field; what stands inside an act or behind its digest follows it. */
function linesOf(acts: readonly ActWords[], colon: string): string[] {
  return acts.flatMap(({ title, lines, inner }) => [
    title,
    ...lines.map(({ label, value }) => `${label}${colon}${value}`),
    ...(inner === null ? [] : linesOf([inner], colon)),
  ])
}

function idOf(body: TransactionBody): string {
  return transactionId(nodeCrypto, encodeCanonical(body))
}

/** Path and body of the act, as the preview named them and as the act is sent. */
function digestOf(act: string, request: Json): string {
  return createHash('sha256')
    .update(encodeCanonical([act, request]))
    .digest('hex')
}
