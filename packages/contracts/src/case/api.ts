/** What the query module calls when an answer or a status event has come. */
export { onAnswer } from './handlers/verify-agent.ts'
export { onNotice } from './handlers/receive-status-event.ts'
