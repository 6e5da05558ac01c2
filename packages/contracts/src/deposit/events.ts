export const EVENTS = [
  'PlatformRecorded',
  'FileDeposited',
  'DepositSuperseded',
  'DepositRevoked',
  'DepositContested',
  'SourceOrdered',
  'SourceOrderAnswered',
  'SourceOrderOverdue',
  'AuthenticityDecided',
] as const
