import type { Answer, ControlRequest, Measure } from '@xiezhi/control-interface'

/** `carried`: it is on its way, and what comes back is handed to the adapter later. */
export type Submission = { readonly kind: 'answered'; readonly answer: Answer } | { readonly kind: 'carried' }

/** An institution as the adapter needs it. Two fillings: HTTPS and files. */
export interface InstitutionPort {
  /** Throws NOT_SENT, OUTCOME_UNKNOWN, REFUSED, ANSWER_MALFORMED. */
  submit(request: ControlRequest): Promise<Submission>
  /** What became of a request; undefined: the institution does not know it. Throws as `submit` does. */
  status(requestNo: string): Promise<Submission | undefined>
}

/** An institution that lists what it controls. */
export interface MeasureListPort {
  /** In the order of request number and item. */
  measures(courtId: string): AsyncIterable<Measure>
}
