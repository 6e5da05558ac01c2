import { Button, Form, InputNumber, Select } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'

const GRADES = ['COMPETENT', 'BASICALLY_COMPETENT', 'INCOMPETENT'] as const

interface Assessment {
  readonly year: number
  readonly grade: (typeof GRADES)[number]
  readonly filedOn: string
}

interface AssessmentFormProps {
  /** Why what was sent before changed nothing. */
  readonly unchanged: ReactNode
  readonly onRecord: (assessment: Assessment) => void
}

export function AssessmentForm({ unchanged, onRecord }: AssessmentFormProps): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const required = [{ required: true, message: t('common.required') }]
  const lastYear = Number(session.today.slice(0, 4)) - 1
  return (
    <Form<Assessment>
      layout="inline"
      onFinish={onRecord}
      initialValues={{ year: lastYear, filedOn: session.today }}
      style={{ rowGap: 12 }}
    >
      <Form.Item name="year" label={t('assessment.year')} rules={required}>
        <InputNumber min={1980} max={9999} precision={0} style={{ width: 100 }} />
      </Form.Item>
      <Form.Item name="grade" label={t('assessment.grade')} rules={required}>
        <Select
          style={{ width: 170 }}
          options={GRADES.map((grade) => ({ value: grade, label: t(`grade.${grade}`) }))}
        />
      </Form.Item>
      <Form.Item name="filedOn" label={t('assessment.filedOn')} rules={required}>
        <DateField />
      </Form.Item>
      {unchanged}
      <Button type="primary" htmlType="submit">
        {t('sign.next')}
      </Button>
    </Form>
  )
}
