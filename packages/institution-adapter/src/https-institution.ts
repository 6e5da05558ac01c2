import { createInterface } from 'node:readline'
import type { IncomingMessage } from 'node:http'
import {
  answer,
  BatchReader,
  ControlInterfaceError,
  controlRequest,
  DOCUMENT_BYTES_MAX,
  measure,
  measuresRequest,
  parseDocument,
  refusal,
  statusRequest,
} from '@xiezhi/control-interface'
import type { Answer, BatchKey, ControlRequest, Measure, Refusal } from '@xiezhi/control-interface'
import { AdapterError } from './adapter-error.ts'
import type { InstitutionPort, MeasureListPort, Submission } from './institution-port.ts'
import { bodyOf, TlsClient } from './tls-client.ts'
import type { TlsClientOptions } from './tls-client.ts'

const OK = 200
const SERVER_ERRORS = 500

/** An institution that answers over HTTPS with certificates on both sides. */
export class HttpsInstitution implements InstitutionPort, MeasureListPort {
  readonly #client: TlsClient
  readonly #key: BatchKey

  /** `key` is that of the lists of measures. */
  constructor(options: TlsClientOptions, key: BatchKey) {
    this.#client = new TlsClient(options)
    this.#key = key
  }

  async submit(request: ControlRequest): Promise<Submission> {
    const response = await this.#client.post('/v1/requests', JSON.stringify(controlRequest.encode(request)))
    return { kind: 'answered', answer: await answerOf(response) }
  }

  async status(requestNo: string): Promise<Submission | undefined> {
    const body = JSON.stringify(statusRequest.encode({ requestNo }))
    try {
      const response = await this.#client.post('/v1/request-status', body)
      return { kind: 'answered', answer: await answerOf(response) }
    } catch (error) {
      if (error instanceof AdapterError && error.facts['refusal'] === 'institution/REQUEST_UNKNOWN') return undefined
      throw error
    }
  }

  /** Streams: the list of a large court is longer than memory. */
  async *measures(courtId: string): AsyncGenerator<Measure> {
    const body = JSON.stringify(measuresRequest.encode({ courtId }))
    const response = await this.#client.post('/v1/measures', body)
    if (response.statusCode !== OK) await answerOf(response)
    const reader = new BatchReader(this.#key)
    for await (const line of createInterface({ input: response, crlfDelay: Infinity })) {
      const record = reader.line(line)
      if (record !== undefined) yield measure.decode(record)
    }
    reader.end()
  }

  close(): void {
    this.#client.close()
  }
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const text = await bodyOf(response, DOCUMENT_BYTES_MAX)
  const status = response.statusCode ?? 0
  // A server that broke down may have booked before it did.
  if (status >= SERVER_ERRORS) throw new AdapterError('OUTCOME_UNKNOWN', { status })
  if (status !== OK) throw refusedBy(refusalIn(text, status))
  try {
    return answer.decode(parseDocument(text))
  } catch (error) {
    if (!(error instanceof ControlInterfaceError)) throw error
    throw new AdapterError('ANSWER_MALFORMED', { reason: error.code, path: error.facts.path })
  }
}

export function refusedBy({ codespace, code, path }: Refusal): AdapterError {
  return new AdapterError('REFUSED', { refusal: `${codespace}/${code}`, ...(path === undefined ? {} : { path }) })
}

function refusalIn(text: string, status: number): Refusal {
  try {
    return refusal.decode(parseDocument(text))
  } catch (error) {
    if (!(error instanceof ControlInterfaceError)) throw error
    // Something between us and the institution answered: it does not say whether it passed the request on.
    throw new AdapterError('OUTCOME_UNKNOWN', { status })
  }
}
