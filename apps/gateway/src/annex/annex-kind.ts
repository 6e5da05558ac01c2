import type { RetrievalRecorder } from './retrieval-recorder.ts'

/** What annexes of one kind do: those that leave, or those that come from one authority. */
export interface AnnexKind {
  /** Topics of the projection at which it looks. */
  readonly topics: readonly string[]
  /** Goes on where the ledger does. Gives whether there is more. */
  work(): Promise<boolean>
  /** Of those that leave: takes in what they are made of. */
  readonly prepare?: () => Promise<void>
  /** Of those that come: whose they are. */
  readonly incoming?: IncomingAnnexes
}

export interface IncomingAnnexes {
  /** The authority that sends them. */
  readonly sender: string
  /** Whether a reference is one of this kind; absent: all of the sender's that are of no other. */
  isOwn?(reference: string): boolean
  /** Its packet is known, and its annex is not waited for yet. */
  isUnderWay(reference: string): Promise<boolean>
  /** One was taken in, or the ledger knows what became of it. */
  changed(reference: string): void
  /** One came from the authority itself and does not fit. */
  refused?(reference: string, code: string): void
  /** Records on the ledger what became of each; absent: another part of the gateway does. */
  readonly recorder?: RetrievalRecorder | undefined
}
