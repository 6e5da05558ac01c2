import { Checkbox, Flex, Form, Typography } from 'antd'
import { CREDIT_OBJECTIONS } from '@xiezhi/gateway-api'
import type { OwnEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client } from '../../../lib/client.ts'
import { Choice, Reasons } from './act-fields.tsx'

const REFRESHED = ['getOwnCreditEntry', 'listOwnCreditEntries', 'listOwnCreditRequests'] as const
const PROMISES = ['isCorrected', 'isDutyFulfilled', 'hasCommitted'] as const

interface OwnProps {
  readonly entry: OwnEntryView
}

/** What the person concerned may do now: ask for correction, for reconsideration, for repair. */
export function OwnActs({ entry }: OwnProps): ReactElement {
  const { t } = useI18n()
  const { mayObject, mayReconsider, mayApplyForRepair } = entry
  if (!mayObject && !mayReconsider && !mayApplyForRepair) {
    return <Typography.Text type="secondary">{t('credit.own.noActs')}</Typography.Text>
  }
  return (
    <Flex gap={8} wrap>
      {mayObject && <Objection entry={entry} />}
      {mayReconsider && <Reconsideration entry={entry} />}
      {mayApplyForRepair && <Repair entry={entry} />}
    </Flex>
  )
}

interface ObjectionEntry {
  readonly kind: (typeof CREDIT_OBJECTIONS)[number]
  readonly reasons: string
}

function Objection({ entry: { entryId } }: OwnProps): ReactElement {
  const { t } = useI18n()
  return (
    <CallDialogButton<ObjectionEntry>
      title={t('credit.own.object')}
      explain={t('credit.own.object.explain')}
      type="primary"
      send={({ kind, reasons }) =>
        client.call('objectToOwnEntry', { params: { entryId }, body: { kind, reasons: reasons.trim() } })
      }
      refreshes={REFRESHED}
    >
      <Choice
        name="kind"
        label={t('credit.act.objectionKind')}
        codes={CREDIT_OBJECTIONS}
        labelOf={(code) => t(`credit.objection.${code}`)}
      />
      <Reasons />
    </CallDialogButton>
  )
}

function Reconsideration({ entry: { entryId } }: OwnProps): ReactElement {
  const { t } = useI18n()
  return (
    <CallDialogButton<{ readonly reasons: string }>
      title={t('credit.own.reconsider')}
      explain={t('credit.act.reconsideration.explain')}
      send={({ reasons }) =>
        client.call('askOwnReconsideration', { params: { entryId }, body: { reasons: reasons.trim() } })
      }
      refreshes={REFRESHED}
    >
      <Reasons />
    </CallDialogButton>
  )
}

interface RepairEntry {
  readonly isCorrected?: boolean
  readonly isDutyFulfilled?: boolean
  readonly hasCommitted?: boolean
  readonly reasons: string
}

/** A promise is ticked by the person, never beforehand; without one the application goes and says so. */
function Repair({ entry: { entryId } }: OwnProps): ReactElement {
  const { t } = useI18n()
  return (
    <CallDialogButton<RepairEntry>
      title={t('credit.own.repair')}
      explain={t('credit.own.repair.explain')}
      send={({ isCorrected = false, isDutyFulfilled = false, hasCommitted = false, reasons }) =>
        client.call('applyForOwnRepair', {
          params: { entryId },
          body: { isCorrected, isDutyFulfilled, hasCommitted, reasons: reasons.trim() },
        })
      }
      refreshes={REFRESHED}
    >
      {PROMISES.map((name) => (
        <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 8 }}>
          <Checkbox>{t(`credit.own.${name}`)}</Checkbox>
        </Form.Item>
      ))}
      <Reasons />
    </CallDialogButton>
  )
}
