export { EMBEDDED, startTestHost } from './test-host.ts'
export type { HostKind, TestHost, TestHostOptions } from './test-host.ts'
