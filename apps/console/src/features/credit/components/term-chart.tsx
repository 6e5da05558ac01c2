import type { ReactElement } from 'react'
import { TimelineChart } from '../../../components/timeline-chart.tsx'
import type { TimelineRow } from '../../../components/timeline-chart.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import type { EntryDetails } from './entry-details.tsx'

const COLORS = { term: '#1d4f91', pause: '#b45309', exception: '#1a7f37', objection: '#7c3aed' }

/** The term of an entry, and within it what lifts or contests it. The days also stand in the tables of the page. */
export function TermChart({ entry }: { readonly entry: EntryDetails }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return <TimelineChart label={t('credit.term.chart')} rows={useRows(entry)} today={session.today} />
}

function useRows(entry: EntryDetails): TimelineRow[] {
  const { t, say } = useI18n()
  const { servedOn, decidedOn, termTo, deletion, lift, exceptions, objection } = entry
  const bar = (
    from: string,
    to: string | null,
    text: string,
    color: string,
    isOutline = false,
  ): TimelineRow['bar'] => ({
    from,
    to,
    text,
    color,
    isOutline,
  })
  return [
    {
      key: 'term',
      name: say(entry.listText),
      detail: t('credit.term'),
      // Before it is served it has no effect: an outline.
      bar: bar(servedOn ?? decidedOn, termTo, say(entry.stateText), COLORS.term, servedOn === null),
      mark: deletion?.deleteBy ?? null,
    },
    ...(lift === null
      ? []
      : [
          {
            key: 'lift',
            name: t('credit.lift'),
            detail: say(lift.text),
            bar: bar(lift.from, lift.to, t('credit.lift'), COLORS.pause),
            mark: null,
          },
        ]),
    ...exceptions.map(({ text, from, to }, at) => ({
      key: `exception ${String(at)}`,
      name: t('credit.exceptions'),
      detail: say(text),
      bar: bar(from, to, t('credit.exceptions'), COLORS.exception),
      mark: null,
    })),
    ...(objection === null
      ? []
      : [
          {
            key: 'objection',
            name: t('credit.objection'),
            detail: say(objection.kindText),
            bar: bar(
              objection.requestedOn,
              objection.outcomeOn ?? objection.decideBy,
              t(`credit.outcome.${objection.outcome}`),
              COLORS.objection,
              objection.outcome === 'PENDING',
            ),
            mark: objection.fixBy,
          },
        ]),
  ]
}
