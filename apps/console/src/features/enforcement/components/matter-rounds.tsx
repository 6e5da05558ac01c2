import { Empty, Flex, Form, Typography } from 'antd'
import { TERMINATIONS } from '@xiezhi/gateway-api'
import type { EnforcementView, MattersView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { TimelineChart } from '../../../components/timeline-chart.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { ReasonFields, reasonsOf } from '../../../domain/reason-fields.tsx'
import type { ReasonEntry } from '../../../domain/reason-fields.tsx'
import { WrittenText } from '../../../domain/written-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { keyText } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.ts'
import { ChoiceField, DayField } from './matter-fields.tsx'
import { mayBeAsked, QueryButton } from './query-button.tsx'

type Round = MattersView['rounds'][number]
const DUE_COLORS = { DUE: '#a15c07', DONE: '#1a7f37', PLANNED: '#6b7280' } as const

interface RoundsProps {
  readonly view: EnforcementView
  readonly matters: MattersView
}

/** Rounds that have ended without performance, and the days on which institutions are asked again. */
export function MatterRounds({ view, matters }: RoundsProps): ReactElement {
  const { t } = useI18n()
  const { rounds } = matters
  return (
    <Section title={t('round.title')} extra={<RoundActs view={view} matters={matters} />}>
      {rounds.length === 0 ? (
        <Empty description={t('round.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
      ) : (
        <Flex vertical gap={16}>
          {rounds.map((round) => (
            <RoundView key={round.number} round={round} />
          ))}
        </Flex>
      )}
    </Section>
  )
}

function RoundView({ round }: { readonly round: Round }): ReactElement {
  const { t, language } = useI18n()
  const { session } = useSession()
  const { number, endedOn, requeryUntil, resumedOn, resumption, requeries, recordKey } = round
  const stateWord = (state: 'DUE' | 'DONE' | null): string =>
    state === null ? t('round.requery.planned') : (keyText(language, `requery.state.${state}`) ?? state)
  return (
    <Flex vertical gap={10}>
      <Flex gap={16} align="center" wrap>
        <strong>{t('round.number', { number })}</strong>
        <span>
          {t('round.endedOn')} {endedOn}
        </span>
        <span>
          {t('round.requeryUntil')} {requeryUntil}
        </span>
        {resumedOn !== null && (
          <span>
            {t('round.resumedOn')} {resumedOn}
          </span>
        )}
        <ProofButton recordKey={recordKey} about={t('round.number', { number })} />
      </Flex>
      {resumption !== null && <WrittenText written={resumption} />}
      <TimelineChart
        label={`${t('round.number', { number })} ${t('round.timeline')}`}
        today={session.today}
        rows={[
          {
            key: 'round',
            name: t('round.number', { number }),
            detail: t('round.timeline'),
            bar: { from: endedOn, to: resumedOn ?? requeryUntil, text: endedOn, color: '#1d4f91', isOutline: false },
            mark: requeries.find(({ state }) => state !== 'DONE')?.dueOn ?? null,
          },
          ...requeries.map((one) => ({
            key: String(one.number),
            name: t('round.requery', { number: one.number, day: one.dueOn }),
            detail: stateWord(one.state),
            bar: {
              from: one.dueOn,
              to: one.dueOn,
              text: stateWord(one.state),
              color: DUE_COLORS[one.state ?? 'PLANNED'],
              isOutline: one.state === null,
            },
            mark: null,
          })),
        ]}
      />
      <Requeries requeries={requeries} />
    </Flex>
  )
}

function Requeries({ requeries }: Pick<Round, 'requeries'>): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('round.requeries')}
      rows={requeries}
      rowKey={(one) => String(one.number)}
      columns={[
        {
          key: 'number',
          title: t('round.requeries'),
          render: (_, one) => t('round.requery', { number: one.number, day: one.dueOn }),
        },
        {
          key: 'state',
          title: t('common.status'),
          render: (_, { state }) =>
            state === null ? t('round.requery.planned') : <OrderTag family="requery.state" code={state} />,
        },
      ]}
    />
  )
}

function RoundActs({ view, matters }: RoundsProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { caseId, state } = view
  const { roundMayEndFrom } = matters
  const isRunning = state === 'OPEN'
  const isDue = matters.rounds.some(({ requeries }) => requeries.some((one) => one.state === 'DUE'))
  return (
    <Flex gap={8} align="center" wrap>
      {isRunning && may('endRound') && (
        <>
          <Typography.Text type="secondary">
            {roundMayEndFrom === null ? t('round.noQuery') : t('round.mayEndFrom', { day: roundMayEndFrom })}
          </Typography.Text>
          <EndButton caseId={caseId} isDisabled={roundMayEndFrom === null} />
        </>
      )}
      {isDue && mayBeAsked(view) && may('queryProperty') && <QueryButton view={view} />}
      {state === 'ROUND_ENDED' && may('resumeRound') && <ResumeButton caseId={caseId} />}
      {(isRunning || state === 'ROUND_ENDED' || state === 'STAYED') && may('terminateEnforcement') && (
        <TerminateButton caseId={caseId} />
      )}
    </Flex>
  )
}

interface EndEntry {
  readonly rulingDigest: string
  readonly consumptionOrderDigest: string
  readonly listingDigest?: string
  readonly searchDigest: string
  readonly hearingDigest: string
}

function EndButton({ caseId, isDisabled }: { readonly caseId: string; readonly isDisabled: boolean }): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<EndEntry>
      title={t('round.end')}
      explain={t('round.end.explain')}
      isDisabled={isDisabled}
      requestOf={({ listingDigest = '', ...digests }) => ({
        route: 'endRound',
        params: { caseId },
        body: { ...digests, listingDigest: listingDigest === '' ? null : listingDigest },
      })}
    >
      <DocumentDigest name="rulingDigest" label={t('round.ruling')} />
      <DocumentDigest name="consumptionOrderDigest" label={t('round.consumption')} />
      <Form.Item
        name="listingDigest"
        label={t('round.listing')}
        rules={[{ pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
      >
        <DigestField />
      </Form.Item>
      <DocumentDigest name="searchDigest" label={t('round.search')} />
      <DocumentDigest name="hearingDigest" label={t('round.hearing')} />
    </ActDialogButton>
  )
}

interface ResumeEntry extends ReasonEntry {
  readonly on: string
}

function ResumeButton({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <ActDialogButton<ResumeEntry>
      title={t('round.resume')}
      initial={{ on: session.today }}
      requestOf={({ on, ...written }) => ({
        route: 'resumeRound',
        params: { caseId },
        body: { on, ...reasonsOf(written) },
      })}
    >
      <DayField name="on" label={t('round.resumedOn')} />
      <ReasonFields />
    </ActDialogButton>
  )
}

interface TerminationEntry extends ReasonEntry {
  readonly ground: (typeof TERMINATIONS)[number]
}

function TerminateButton({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<TerminationEntry>
      title={t('round.terminate')}
      explain={t('round.terminate.explain')}
      isDanger
      requestOf={({ ground, ...written }) => ({
        route: 'terminateEnforcement',
        params: { caseId },
        body: { ground, ...reasonsOf(written) },
      })}
    >
      <ChoiceField name="ground" label={t('transfer.ground')} codes={TERMINATIONS} family="termination" />
      <ReasonFields />
    </ActDialogButton>
  )
}
