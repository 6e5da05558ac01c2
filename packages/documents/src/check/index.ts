export { earlierRevisions, isPdf } from './revisions.ts'
export { formatCode, parseCode } from './verification-code.ts'
