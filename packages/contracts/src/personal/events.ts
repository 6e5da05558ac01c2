export const EVENTS = [
  'PersonalMeasureDecided',
  'PersonalMeasureServed',
  'PersonalMeasureCarriedOut',
  'PersonalMeasureLifted',
  'PersonalMeasureRevoked',
  'PersonalMeasureEnded',
  'PersonalReconsiderationAsked',
  'PersonalReconsiderationDecided',
] as const
