import { defineErrors } from '@xiezhi/kernel'

/** Append, never renumber. */
export const errors = defineErrors('registry', {
  RecordTypeUnknown: [2, 'no such record type is declared'],
  FieldUnknown: [3, 'the record type has no such field'],
  FieldNever: [4, 'the field must never stand on a ledger, in no form'],
  FieldCommittedOnly: [5, 'the field may stand on the ledger as a commitment only'],
  FieldInvalid: [6, 'the value of a field does not meet its schema'],
  FieldMissing: [7, 'a field that the record type demands is absent'],
  IdentityNumberSeen: [8, 'a value holds a well-formed resident identity number'],
  BankCardSeen: [9, 'a value holds a well-formed bank card number'],
  MobileNumberSeen: [10, 'a value holds a mobile number'],
  PersonNameSeen: [11, 'a value of a field that is not declared to hold names looks like a name of a natural person'],
  ValidityReversed: [12, 'the validity must start before it ends'],
  CommitmentOrder: [13, 'commitments must be sorted and unique'],
  CommitmentsMixed: [14, 'the commitments of a version must be of one digest algorithm'],
  RowUnknown: [15, 'the superseded row does not exist'],
  RowSuperseded: [16, 'the row was superseded before'],
  ReasonMissing: [17, 'a correction needs a reason'],
  HeadMoved: [18, 'the record has other rows than the sender knew'],
  RowLimit: [19, 'the record has as many rows as are allowed'],
  RowMalformed: [20, 'the row does not meet the schema of a version'],
  WriterMissing: [21, 'the record type is written by its module only'],
  RecordTypeMismatch: [22, 'a row of the import is of another record type'],
  PageMissing: [23, 'a page that can hold a row for the day and instant was not given'],
  PageMismatch: [24, 'a page does not have the digest that the head names'],
})
