import type { Origin, PrivacyClass } from './field.ts'
import type { RecordType } from './record.ts'
import { answer, controlFeedback, earlierMeasure, rightHolder } from './records/feedback.ts'
import { measure } from './records/measure.ts'
import {
  accountFeedback,
  existingMeasure,
  incomeFeedback,
  mortgage,
  policyFeedback,
  queryFeedback,
  realEstateFeedback,
  securityFeedback,
  vehicleFeedback,
} from './records/query-feedback.ts'
import { refusal } from './records/refusal.ts'
import { controlItem, controlRequest, measuresRequest, statusRequest } from './records/request.ts'

export const RECORDS: readonly Pick<RecordType<unknown>, 'name' | 'zh' | 'fields'>[] = [
  controlRequest,
  controlItem,
  statusRequest,
  measuresRequest,
  answer,
  controlFeedback,
  earlierMeasure,
  rightHolder,
  queryFeedback,
  accountFeedback,
  securityFeedback,
  policyFeedback,
  vehicleFeedback,
  realEstateFeedback,
  mortgage,
  incomeFeedback,
  existingMeasure,
  measure,
  refusal,
]

export interface DictionaryEntry {
  readonly record: string
  readonly key: string
  readonly id: string
  readonly zh: string
  readonly type: string
  readonly limits: string
  readonly isOptional: boolean
  readonly privacy: PrivacyClass
  readonly origin: Origin
}

/** The field dictionary: every key of every record. */
export const DICTIONARY: readonly DictionaryEntry[] = RECORDS.flatMap(({ name, fields }) =>
  Object.entries(fields).map(([id, { key, zh, kind, isOptional, privacy, origin }]) => ({
    record: name,
    key,
    id,
    zh,
    type: kind.type,
    limits: kind.limits,
    isOptional,
    privacy,
    origin,
  })),
)
