/** What the module tells. Facts are ids, roles and instants, never names of persons. */
export const events = [
  'OrganisationAccredited',
  'OrganisationSuspended',
  'OrganisationReinstated',
  'OfficeOpened',
  'OfficerAppointed',
  'OfficerReleased',
  'KeyEnrolled',
  'KeyRotated',
  'KeyRevoked',
  'DelegationGiven',
  'DelegationEnded',
  'ActProposed',
  'ActApproved',
  'ProposalWithdrawn',
] as const
