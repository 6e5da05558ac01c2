import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

interface Bilingual {
  readonly zh: string
  readonly en: string
}

interface BilingualTextProps {
  readonly text: Bilingual
}

/** Chinese first, the text that counts; English below it. */
export function BilingualText({ text }: BilingualTextProps): ReactElement {
  return (
    <span style={{ display: 'inline-block', verticalAlign: 'top' }}>
      <span lang="zh-CN" style={{ display: 'block' }}>
        {text.zh}
      </span>
      {text.en !== '' && text.en !== text.zh && (
        <Typography.Text type="secondary" lang="en" style={{ display: 'block', fontSize: 12 }}>
          {text.en}
        </Typography.Text>
      )}
    </span>
  )
}

interface StatuteProps {
  readonly statute: Bilingual
}

/** Article of the law that a rule rests on; a rule of this project's own design says so. */
export function Statute({ statute }: StatuteProps): ReactElement {
  const { t } = useI18n()
  if (statute.zh === '' && statute.en === '') {
    return <Typography.Text type="secondary">{t('common.ownDesign')}</Typography.Text>
  }
  return <BilingualText text={statute} />
}

export interface Reason {
  readonly code: string
  readonly rule: string
  readonly text: Bilingual
  readonly statute: Bilingual
}

interface ReasonListProps {
  readonly reasons: readonly Reason[]
}

/** Grounds with rule and statute. */
export function ReasonList({ reasons }: ReasonListProps): ReactElement | null {
  if (reasons.length === 0) return null
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.rule}`} style={{ marginBlock: 4 }}>
          <BilingualText text={reason.text} />
          <div style={{ fontSize: 12 }}>
            <Typography.Text code>{reason.rule}</Typography.Text> <Statute statute={reason.statute} />
          </div>
        </li>
      ))}
    </ul>
  )
}
