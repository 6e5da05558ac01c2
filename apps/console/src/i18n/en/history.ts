import type { historyZh } from '../zh-cn/history.ts'

export const historyEn: Readonly<Record<keyof typeof historyZh, string>> = {
  'history.title': 'History on both time axes',
  'history.axis.valid': 'valid time (on which days it held) →',
  'history.axis.known': '↑ record time (when it became known)',
  'history.explain':
    'To the right the days on which something held, upwards when it was recorded; a later entry lies over an earlier one.',
  'history.asOf': 'What held on a day, as it was known then',
  'history.validAt': 'Day',
  'history.knownAt': 'As known at',
  'history.knownNow': 'now',
  'history.ask': 'Look',
  'history.answer': 'As known at {known}, the status on {day} was:',
  'history.nothing': 'nothing was recorded then',
  'history.event': 'Event',
  'history.valid': 'Held on',
  'history.recorded': 'Recorded at',
  'history.by': 'By',
  'history.instrument': 'Instrument',
  'history.now': 'today',
}
