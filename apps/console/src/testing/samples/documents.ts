import type { DocumentAnswer } from '@xiezhi/gateway-api'
import { digestOf } from '../../lib/digest.ts'
import { RECORD_KEYS, recordProof } from '../evidence.ts'
import { DAY_MS, idOf, NOW_MS } from './scene.ts'

/** A PDF as far as the page looks into one, and the same with something added behind its end. */
export const ISSUED_PDF = '%PDF-1.7\n示例执行裁定书（虚构）\n%%EOF\n'
export const ADDED_PDF = `${ISSUED_PDF}后来追加的内容（虚构）\n%%EOF\n`
export const KNOWN_CODE = '0000-0000-0000-0000-Z'
const ISSUED_DIGEST = digestOf('sm3', new TextEncoder().encode(ISSUED_PDF))

type Instrument = DocumentAnswer['instruments'][number]

/** The proof is a real one, of another record: the page judges whatever it is given. */
export function instrument(change: Partial<Instrument> = {}): Instrument {
  const proof = recordProof(RECORD_KEYS.request)
  if (proof === null) throw new Error('the recorded bundle has no proof')
  return {
    instrumentId: idOf(0xe1),
    digest: ISSUED_DIGEST,
    kind: 'CONTROL_RULING',
    title: { zh: '执行裁定书（查封、扣押、冻结）', en: 'Control ruling' },
    organisation: 'court-0703',
    signedAtMs: NOW_MS - 2 * DAY_MS,
    validFrom: '2026-11-27',
    validTo: null,
    state: 'IN_FORCE',
    revocation: null,
    orders: 2,
    superseded: 0,
    emergency: false,
    ratified: false,
    proof,
    ...change,
  }
}

interface Question {
  readonly digests?: readonly string[]
  readonly verificationCode?: string
}

export function answerTo({ digests = [], verificationCode }: Question, found = instrument()): DocumentAnswer {
  if (verificationCode === undefined) return { code: null, instruments: digests.includes(ISSUED_DIGEST) ? [found] : [] }
  if (verificationCode !== KNOWN_CODE) return { code: { isKnown: false, digest: null, title: null }, instruments: [] }
  return { code: { isKnown: true, digest: found.digest, title: found.title }, instruments: [found] }
}
