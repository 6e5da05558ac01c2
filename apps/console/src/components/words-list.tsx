import type { ReactElement } from 'react'
import { BilingualText } from './statute.tsx'
import type { Bilingual } from '../i18n/i18n.tsx'

interface WordsListProps {
  readonly words: readonly Bilingual[]
  readonly fontSize?: number
}

/** What is signed, one sentence below the other. */
export function WordsList({ words, fontSize }: WordsListProps): ReactElement {
  return (
    <ol style={{ margin: 0, paddingInlineStart: 22, ...(fontSize === undefined ? {} : { fontSize }) }}>
      {words.map((text, at) => (
        <li key={`${String(at)} ${text.zh}`} style={{ marginBlock: 4, overflowWrap: 'anywhere' }}>
          <BilingualText text={text} />
        </li>
      ))}
    </ol>
  )
}
