import type { problemsZh } from '../zh-cn/problems.ts'

export const problemsEn: Readonly<Record<keyof typeof problemsZh, string>> = {
  'problem.OFFLINE': 'The gateway cannot be reached',
  'todo.OFFLINE': 'Check the network. The page updates by itself once it is back.',
  'problem.ANSWER_MALFORMED': 'What answered was not the gateway',
  'todo.ANSWER_MALFORMED': 'Check the address; where a proxy is used, ask the administrator.',
  'problem.PAGE_FAULT': 'The page has failed',
  'todo.PAGE_FAULT': 'Reload and try again; if it happens again, tell the administrator.',
  'problem.other': 'This could not be done ({code})',
  'todo.other': 'Try again; if it happens again, give the number to the administrator.',
  'refusal.other': 'The ledger refused ({code})',
}
