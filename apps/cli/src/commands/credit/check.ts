import { randomBytes } from 'node:crypto'
import { createClient, ApiError } from '@xiezhi/gateway-api'
import { signRequest } from '@xiezhi/credit-check'
import { formatKey } from '@xiezhi/crypto'
import { CliError } from '../../cli-error.ts'
import { Home, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { loadOfficer } from '../../zone/officers.ts'
import { creditRefusal, readPerson } from './person-file.ts'

const OWNER_ONLY = 0o600

export interface CheckOptions {
  readonly url: string
  readonly zone: string
  readonly client: string
  readonly subscriber: string
  readonly officer: string
  readonly purpose: string
  readonly basis: string
  readonly person: string
  readonly out: string
  readonly at?: string
  readonly proof?: boolean
  readonly json?: boolean
}

/** Asks the court whether a person is on a list, and keeps the signed result. @throws CliError CREDIT_CHECK, CREDIT_PERSON */
export async function checkPerson(options: CheckOptions): Promise<number> {
  const out = new Output(options)
  const { zone, subscriber, officer } = options
  const { signer } = loadOfficer(new Home(), { zone, organisation: subscriber, officer })
  const person = readPerson(options.person)
  try {
    const request = signRequest(signer, {
      client: options.client,
      subscriber,
      key: formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey }),
      purpose: options.purpose,
      legalBasis: options.basis,
      person,
      atMs: options.at === undefined ? null : momentOf(options.at),
      withProof: options.proof === true,
      nonce: randomBytes(16).toString('hex'),
      askedAtMs: Date.now(),
    })
    const client = createClient({
      baseUrl: options.url,
      fetch: (to, init) => fetch(to, init),
      csrfToken: () => null,
      idempotencyKey: () => '',
    })
    const { statement, signature, proof } = await client.call('checkCredit', { body: request as never })
    writeFileWhole(options.out, `${JSON.stringify({ request, result: { statement, signature }, proof })}\n`, OWNER_ONLY)
    const { answer, atMs, height, notProved } = statement
    out.say('creditAnswer', { subscriber, answer, at: new Date(atMs).toISOString(), height })
    out.say('creditNotProved', { notProved: notProved.join(', ') })
    out.say('creditKept', { file: options.out })
    out.document({ answer, atMs, height, file: options.out })
    return 0
  } catch (error) {
    if (error instanceof ApiError) throw new CliError('CREDIT_CHECK', 'REFUSED', { reason: error.code }, error)
    throw creditRefusal(error)
  }
}

/** @throws CliError USAGE */
function momentOf(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new CliError('USAGE', 'USAGE', { reason: `--at ${text}` })
  return ms
}
