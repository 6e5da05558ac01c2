import type { ReactElement } from 'react'
import { Section } from './page.tsx'
import { PagedTable } from './paged-table.tsx'
import type { PagedTableProps } from './paged-table.tsx'
import { StateChoice } from './state-choice.tsx'
import type { ChosenState } from './state-choice.tsx'

interface StateListProps<T, C extends string> extends ChosenState<C>, Omit<PagedTableProps<T>, 'label' | 'paging'> {
  readonly title: string
  readonly choices: readonly C[]
  readonly labelOf: (choice: C) => string
}

/** A part of a page: the rows of one state, with the choice of the state in its heading. */
export function StateList<T extends object, C extends string>(props: StateListProps<T, C>): ReactElement {
  const { title, choice, choose, choices, labelOf, ...table } = props
  return (
    <Section title={title} extra={<StateChoice value={choice} onChange={choose} choices={choices} labelOf={labelOf} />}>
      <PagedTable label={title} {...table} />
    </Section>
  )
}
