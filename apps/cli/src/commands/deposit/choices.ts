import type { depositState } from '@xiezhi/contracts'

// Written out, by type alone: every command loads these lists, and the modules of the ledger take half a second to load.

type Members<T extends readonly unknown[]> = readonly T[number][]

export const DEPOSIT_KINDS: Members<typeof depositState.DEPOSIT_KINDS> = ['EVIDENCE', 'SERVED_DOCUMENT', 'CERTIFICATE']

export const INTERESTS: Members<typeof depositState.INTERESTS> = ['NONE', 'STAKE', 'OPERATOR', 'NOT_DECLARED']

export const GROUNDS: Members<typeof depositState.GROUNDS> = ['POST_CHAIN', 'PRE_CHAIN']

export const FACTORS: Members<typeof depositState.FACTORS> = [
  'PLATFORM_COMPLIANCE',
  'INTEREST',
  'PLATFORM_SECURITY',
  'TECHNIQUE_AND_PROCESS',
]

export const SOURCE_KINDS: Members<typeof depositState.SOURCE_KINDS> = [
  'SOURCE',
  'GENERATION',
  'STORAGE',
  'NOTARISATION',
  'THIRD_PARTY_WITNESS',
  'LINKED_DATA',
]

export const REVOCATIONS: Members<typeof depositState.REVOCATIONS> = [
  'ENTERED_IN_ERROR',
  'WITHDRAWN_BY_PARTY',
  'DOCUMENT_RECALLED',
]
