export const events = ['VersionRecorded', 'RecordsImported'] as const
