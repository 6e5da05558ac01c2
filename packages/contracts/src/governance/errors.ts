import { defineErrors } from '@xiezhi/kernel'

/** Append, never renumber. */
export const errors = defineErrors('governance', {
  EffectInPast: [2, 'the effective date lies before the act'],
  ParameterExists: [3, 'the parameter has a value for this effective date'],
  ParameterLimit: [4, 'the parameter has as many values as are allowed'],
  PolicyLimit: [5, 'the policy has as many versions as are allowed'],
  PolicyVersionMismatch: [6, 'the version is not the one after the last'],
  AnchorExists: [7, 'the anchor id was used before'],
  AnchorUnknown: [8, 'there is no such anchor'],
  AnchorWithdrawn: [9, 'the anchor was withdrawn before'],
  AnchorLimit: [10, 'there are as many anchors as are allowed'],
  LawVersionExists: [11, 'a law book is activated for this effective date'],
  CalendarYearExists: [12, 'the year has a calendar for this effective date'],
  AlarmUnknown: [13, 'there is no such alarm'],
  AlarmNotOpen: [14, 'the alarm is taken or closed'],
  AlarmClosed: [15, 'the alarm is closed'],
  AlarmTaken: [16, 'another officer has taken the alarm'],
  AlarmTerm: [17, 'the due time lies before the stamp or beyond the limit'],
  AlarmOwnerUnknown: [18, 'the owner of the alarm is no role'],
  GenesisInvalid: [19, 'the genesis of governance is inconsistent'],
  LawVersionLimit: [20, 'there are as many law books as are allowed'],
  CalendarLimit: [21, 'the year has as many calendars as are allowed'],
  ParameterInvalid: [22, 'the law book does not take this value'],
  CalendarInvalid: [23, 'the law book does not take this notice'],
})
