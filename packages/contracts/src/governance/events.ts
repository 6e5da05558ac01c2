export const events = [
  'ParameterSet',
  'AccessPolicySet',
  'AnchorEstablished',
  'AnchorWithdrawn',
  'LawActivated',
  'CalendarYearActivated',
  'AlarmRaised',
  'AlarmTaken',
  'AlarmClosed',
  'AlarmOverdue',
] as const
