export const EVENTS = [
  'MachineDrafted',
  'MachineReviewed',
  'MachineActivated',
  'MachineSuspended',
  'MachineResumed',
  'StepTaken',
] as const
