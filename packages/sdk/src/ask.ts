import type { Message } from '@xiezhi/kernel'

/** End of the packet, not of the dispatch. */
const PACKET_LIFETIME_S = 3_600
const DEADLINE_MS = 24 * 3_600_000

/** When in a case a verification is asked for. */
export const USES = ['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'] as const
export type Use = (typeof USES)[number]

export const PURPOSE = 'AGENT_VERIFICATION'
export const LEGAL_BASIS = 'OPINIONS_ART_18'

export interface QuestionInput {
  readonly licenceNo: string
  readonly asOf: string
  readonly caseRef: string
  readonly use: Use
  readonly letterFirmUscc: string
  readonly subscribe: boolean
}

export interface Asking {
  /** The light client of the zone that answers, on the asker's. */
  readonly client: string
  /** Time of the asker's ledger, UTC milliseconds. */
  readonly nowMs: number
  /** Commitment of the asker to officer, case and grounds (`queryCommitment`). */
  readonly logCommitment: string
}

/** What every packet of ours says of its way: the client it is for and when it ends. */
export function packetFields(
  client: string,
  nowMs: number,
): { readonly sourceClient: string; readonly timeoutSeconds: number } {
  return { sourceClient: client, timeoutSeconds: Math.floor(nowMs / 1_000) + PACKET_LIFETIME_S }
}

/** Asks for a case to verify who acts in it (法发〔2022〕16号, article 18). */
export function askMessage(question: QuestionInput, { client, nowMs, logCommitment }: Asking): Message {
  const { licenceNo, asOf, caseRef, use, letterFirmUscc, subscribe } = question
  return {
    type: 'query/Ask',
    value: {
      ...packetFields(client, nowMs),
      deadlineMs: nowMs + DEADLINE_MS,
      licenceNo,
      asOf,
      purpose: PURPOSE,
      legalBasis: LEGAL_BASIS,
      caseRef,
      use,
      letterFirmUscc,
      exception: 'NONE',
      subscribe,
      logCommitment,
    },
  }
}
