import type { Message } from '@xiezhi/kernel'
import { inSeconds, RESEND_TIMEOUT_SECONDS, TERMS } from './timeline.ts'

export const CLIENT = '07-tendermint-0'
export const LABELS = ['A', 'B'] as const
export type Label = (typeof LABELS)[number]

/** Invented cases; they also tell the two questions apart. */
export const CASE_REFS: Readonly<Record<Label, string>> = { A: 'ca'.repeat(16), B: 'cb'.repeat(16) }

export function deadlineMsOf(label: Label): number {
  return inSeconds(TERMS[label].deadlineSeconds) * 1_000
}

/** A question about an invented lawyer; `timeoutSeconds` and `deadlineMs` since 1970. */
export function questionMessage(terms: {
  readonly timeoutSeconds: number
  readonly deadlineMs: number
  readonly caseRef: string
}): Message {
  const value = {
    sourceClient: CLIENT,
    ...terms,
    licenceNo: '11101201010123456',
    asOf: '2026-03-02',
    purpose: 'AGENT_VERIFICATION',
    legalBasis: 'OPINIONS_ART_18',
    use: 'FILING',
    letterFirmUscc: '31110000MD0000016H',
    exception: 'NONE',
    subscribe: false,
    logCommitment: `sha256:${'0d'.repeat(32)}`,
  }
  return { type: 'query/Ask', value }
}

export function askMessage(label: Label): Message {
  const timeoutSeconds = inSeconds(TERMS[label].timeoutSeconds)
  return questionMessage({ timeoutSeconds, deadlineMs: deadlineMsOf(label), caseRef: CASE_REFS[label] })
}

export function resendMessage(dispatchId: string): Message {
  return { type: 'query/Resend', value: { dispatchId, timeoutSeconds: inSeconds(RESEND_TIMEOUT_SECONDS) } }
}
