import type { Json } from '@xiezhi/codec'
import type { Vault } from '../vault.ts'
import type { VaultContext } from '../context.ts'
import type { Disclosure } from '../fields/disclosure.ts'
import type { AnnexCarrier } from './carrier.ts'
import { annexContent, documentContent } from './content.ts'
import type { AnnexContent, SaltedContent } from './content.ts'
import {
  expectAnnexes,
  failOverdue,
  markRecorded,
  receiveAnnex,
  receiveAnnexes,
  signedAnnex,
  takeAnnexes,
  unrecordedFacts,
} from './inbox.ts'
import type { Decryption, ExpectedAnnex, ReceivedAnnex, RetrievalFact, SignedAnnex } from './inbox.ts'
import { postAnnex, postAnnexes, pushDue } from './outbox.ts'
import type { NewAnnex, PushReport } from './outbox.ts'
import type { Peers } from './peers.ts'
import { requirePeer } from './peers.ts'
import { answerPull, pullDue } from './pull.ts'
import type { VaultError } from '../vault-error.ts'

export interface ExchangeOptions {
  readonly vault: Vault
  readonly peers: Peers
  readonly decryption: Decryption
  readonly carrier: AnnexCarrier
}

/** Personal data from gateway to gateway: pushed with the packet, pulled as repair, never on a ledger. */
export class AnnexExchange {
  readonly #ctx: VaultContext
  readonly #peers: Peers
  readonly #decryption: Decryption
  readonly #carrier: AnnexCarrier
  readonly #told = new Set<(references: readonly string[]) => void>()

  constructor({ vault, peers, decryption, carrier }: ExchangeOptions) {
    this.#ctx = vault.context
    this.#peers = peers
    this.#decryption = decryption
    this.#carrier = carrier
  }

  /** Content and its digest, which the sender commits to on its ledger before it posts. @throws VaultError ANNEX_OVERSIZED */
  content(disclosures: readonly Pick<Disclosure, 'text'>[], salt?: string): SaltedContent {
    return annexContent(this.#ctx.algorithms, disclosures, salt)
  }

  /** Of a document with its salt inside, to which the ledger has committed. @throws VaultError as `documentContent` */
  document(value: Json, digest: string): AnnexContent {
    return documentContent(value, digest)
  }

  /** @throws VaultError ANNEX_SENDER_UNKNOWN, SUBJECT_ERASED */
  post(annex: Omit<NewAnnex, 'recipient'> & { readonly recipient: string }): Promise<void> {
    return postAnnex(this.#ctx, { ...annex, recipient: requirePeer(this.#peers, annex.recipient) })
  }

  /** False for one whose subject has been erased. @throws VaultError ANNEX_SENDER_UNKNOWN */
  postAll(
    annexes: readonly (Omit<NewAnnex, 'recipient'> & { readonly recipient: string })[],
  ): Promise<readonly boolean[]> {
    return postAnnexes(
      this.#ctx,
      annexes.map((annex) => ({ ...annex, recipient: requirePeer(this.#peers, annex.recipient) })),
    )
  }

  async expect(...annexes: readonly ExpectedAnnex[]): Promise<void> {
    await expectAnnexes(this.#ctx, annexes)
    const references = annexes.map(({ about }) => about.reference)
    for (const tell of this.#told) tell(references)
  }

  /** `tell` is called with references that are waited for from now on. */
  onExpected(tell: (references: readonly string[]) => void): void {
    this.#told.add(tell)
  }

  /** @throws VaultError as `receiveAnnex` */
  receive(envelope: Uint8Array): Promise<ReceivedAnnex> {
    return receiveAnnex(this.#ctx, this.#peers, this.#decryption, envelope)
  }

  /** A refusal is that annex's alone. */
  receiveAll(envelopes: readonly Uint8Array[]): Promise<readonly (ReceivedAnnex | VaultError)[]> {
    return receiveAnnexes(this.#ctx, this.#peers, this.#decryption, envelopes)
  }

  /** Before it is taken in: whether a known authority has signed it for this one. @throws VaultError as `signedAnnex` */
  signed(envelope: Uint8Array): SignedAnnex {
    return signedAnnex(this.#ctx, this.#peers, envelope)
  }

  /** A refusal is that annex's alone. */
  takeAll(annexes: readonly SignedAnnex[]): Promise<readonly (ReceivedAnnex | VaultError)[]> {
    return takeAnnexes(this.#ctx, this.#decryption, annexes)
  }

  /** @throws VaultError as `answerPull` */
  answerPull(request: Uint8Array): Promise<{ readonly puller: string; readonly envelope: Uint8Array }> {
    return answerPull(this.#ctx, this.#peers, request)
  }

  pushDue(): Promise<PushReport> {
    return pushDue(this.#ctx, this.#carrier)
  }

  pullDue(): Promise<readonly string[]> {
    return pullDue(this.#ctx, this.#peers, this.#decryption, this.#carrier)
  }

  failOverdue(): Promise<number> {
    return failOverdue(this.#ctx)
  }

  unrecordedFacts(among?: readonly string[]): Promise<readonly RetrievalFact[]> {
    return unrecordedFacts(this.#ctx, among)
  }

  /** @throws VaultError ANNEX_UNKNOWN */
  markRecorded(facts: readonly Pick<RetrievalFact, 'reference' | 'sender'>[], txId: string): Promise<void> {
    return markRecorded(this.#ctx, facts, txId)
  }
}
