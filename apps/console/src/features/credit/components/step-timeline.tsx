import { Empty, Timeline, Typography } from 'antd'
import type { CourtEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { BilingualText, ReasonList } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

type Step = CourtEntryView['steps'][number]

/** Steps of the machine, the latest first: what was done, by whom or by the program, on which instrument and rule. */
export function StepTimeline({ steps }: { readonly steps: readonly Step[] }): ReactElement {
  const { t } = useI18n()
  if (steps.length === 0) return <Empty description={t('credit.steps.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  const shown = [...steps].sort((one, other) => other.atMs - one.atMs)
  return (
    <Timeline
      mode="start"
      titleSpan={4}
      items={shown.map((step) => ({
        key: `${step.transition} ${String(step.atMs)}`,
        title: formatInstant(step.atMs),
        content: <StepWords step={step} />,
      }))}
    />
  )
}

function StepWords({ step }: { readonly step: Step }): ReactElement {
  const { t } = useI18n()
  const actors = step.actors.map(({ organisation, officer }) => `${organisation} / ${officer}`).join('、')
  return (
    <div>
      <BilingualText text={step.text} />
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
        {t(`credit.by.${step.by}`)}
        {step.by === 'PERSON' && actors !== '' && ` · ${actors}`}
        {step.event !== null && (
          <>
            {' · '}
            <CodeText family="credit.event" code={step.event} />
          </>
        )}
        {step.until !== null && ` · ${t('credit.step.until', { day: step.until })}`}
      </Typography.Text>
      {step.instrumentDigest !== null && (
        <span style={{ fontSize: 12 }}>
          {t('credit.step.instrument')} <Identifier value={step.instrumentDigest} />
        </span>
      )}
      <ReasonList reasons={step.rules} />
    </div>
  )
}
