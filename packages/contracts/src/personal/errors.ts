import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. */
export const errors = defineErrors('personal', {
  MeasureExists: [2, 'a personal measure with this id is there'],
  MeasureUnknown: [3, 'no personal measure with this id is there'],
  OtherCourt: [4, 'another court decided this'],
  EnforcementUnknown: [5, 'no enforcement of this case has been opened'],
  NotInDefault: [6, 'nothing is left unperformed'],
  FormMismatch: [7, 'the decision lacks, or has, what its kind does not'],
  SubjectRefused: [8, 'the law does not allow this measure against such a person'],
  CapExceeded: [9, 'the law does not allow so much, or so little'],
  AlreadyPunished: [10, 'this conduct has been punished in this way'],
  DateOrder: [11, 'one day lies before the day that it must follow, or has not come'],
  LawRefused: [12, 'the law function refuses the input'],
  ReconsiderationOpen: [13, 'a request for reconsideration is open, or was decided'],
  ReconsiderationNone: [14, 'no request for reconsideration is open'],
  ReconsiderationLate: [15, 'the time to ask for reconsideration is over, or has not begun'],
  NotAbove: [16, 'the court is not above the one that decided'],
  LiftNotDue: [17, 'the ground does not lift a measure of this kind'],
})
