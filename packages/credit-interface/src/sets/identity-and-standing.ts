import type { CreditField } from '../field-set.ts'

const ID_CHARACTERS = 32
const REVISION_MAX = 1_000_000
const SHORT = 64
const DAY = 10
const DIGEST = 71

const own = { mandatory: 'ALWAYS', shown: 'HIDDEN', origin: 'own' } as const

/** Names a record for ever: what it is compared and deleted by. */
export const IDENTITY: readonly CreditField[] = [
  { key: 'recordId', zh: '数据标识', en: 'record', type: 'text', max: ID_CHARACTERS, fact: 'entryId', ...own },
  { key: 'revision', zh: '版本', en: 'revision', type: 'integer', max: REVISION_MAX, fact: 'revision', ...own },
  {
    key: 'subjectKind',
    zh: '主体类别',
    en: 'kind of subject',
    type: 'code',
    max: SHORT,
    codes: ['NATURAL', 'UNIT'],
    fact: 'subjectKind',
    ...own,
  },
]

/** Period, basis and status: without them a receiver has to treat a record as expired (R26-03). */
export const STANDING: readonly CreditField[] = [
  {
    key: 'legalBasis',
    zh: '共享依据',
    en: 'legal basis',
    type: 'text',
    max: SHORT,
    fact: 'legalBasis',
    ...own,
  },
  {
    key: 'basisDigest',
    zh: '决定书摘要',
    en: 'digest of the decision',
    type: 'digest',
    max: DIGEST,
    fact: 'basisDigest',
    ...own,
  },
  {
    key: 'termKind',
    zh: '期限种类',
    en: 'kind of term',
    type: 'code',
    max: SHORT,
    codes: ['FIXED', 'UNTIL_EVENT'],
    fact: 'termKind',
    ...own,
  },
  { key: 'termFrom', zh: '有效期起', en: 'from', type: 'date', max: DAY, fact: 'from', ...own, shown: 'PLAIN' },
  {
    key: 'termTo',
    zh: '有效期止',
    en: 'to',
    type: 'date',
    max: DAY,
    fact: 'to',
    ...own,
    mandatory: 'NO',
    shown: 'PLAIN',
  },
  {
    key: 'status',
    zh: '状态',
    en: 'status',
    type: 'code',
    max: SHORT,
    codes: ['ACTIVE', 'SUSPENDED', 'RESTRUCTURING'],
    fact: 'status',
    ...own,
  },
  {
    key: 'objection',
    zh: '异议标注',
    en: 'objection',
    type: 'code',
    max: SHORT,
    codes: ['IDENTITY', 'DELETION', 'CONTENT'],
    fact: 'objection',
    ...own,
    mandatory: 'NO',
    shown: 'PLAIN',
  },
]
