import { Segmented } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { usePaging } from './paged-table.tsx'
import type { Paging } from './paged-table.tsx'

export interface ChosenState<C extends string> {
  readonly choice: C
  readonly choose: (next: C) => void
  readonly paging: Paging
}

/** Which state a list shows. Another choice begins at its first page. */
export function useStateChoice<C extends string>(first: C): ChosenState<C> {
  const [choice, setChoice] = useState<C>(first)
  const paging = usePaging()
  const choose = (next: C): void => {
    setChoice(next)
    paging.reset()
  }
  return { choice, choose, paging }
}

interface StateChoiceProps<C extends string> {
  readonly value: C
  readonly onChange: (next: C) => void
  readonly choices: readonly C[]
  readonly labelOf: (choice: C) => string
}

export function StateChoice<C extends string>({
  value,
  onChange,
  choices,
  labelOf,
}: StateChoiceProps<C>): ReactElement {
  const { t } = useI18n()
  return (
    <Segmented<C>
      aria-label={t('common.status')}
      value={value}
      onChange={onChange}
      options={choices.map((choice) => ({ value: choice, label: labelOf(choice) }))}
    />
  )
}
