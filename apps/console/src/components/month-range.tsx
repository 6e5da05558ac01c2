import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export interface MonthRange {
  readonly from?: string
  readonly to?: string
}

/** First and last month of what is counted; a month that is none is not asked for. */
export function MonthRangeForm({ onChoose }: { readonly onChoose: (range: MonthRange) => void }): ReactElement {
  const { t } = useI18n()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const isWrong = (month: string): boolean => month !== '' && !MONTH.test(month)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    onChoose({ ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) })
  }
  const fields = [
    { label: t('supervision.fromMonth'), value: from, set: setFrom },
    { label: t('supervision.toMonth'), value: to, set: setTo },
  ]
  return (
    <form onSubmit={submit}>
      <Flex gap={8} align="center">
        {fields.map(({ label, value, set }) => (
          <Input
            key={label}
            aria-label={label}
            placeholder={label}
            value={value}
            style={{ width: 150 }}
            {...(isWrong(value) ? { status: 'error' as const } : {})}
            onChange={({ target }) => set(target.value.trim())}
          />
        ))}
        <Button htmlType="submit" disabled={isWrong(from) || isWrong(to)}>
          {t('action.search')}
        </Button>
      </Flex>
    </form>
  )
}
