import { Tag as AntTag } from 'antd'
import type { ReactElement } from 'react'

export type Tone = 'good' | 'notice' | 'warning' | 'bad' | 'neutral'

/** A sign beside the word, so that no meaning rests on colour alone. */
const LOOKS: Readonly<Record<Tone, { sign: string; color: string; background: string; border: string }>> = {
  good: { sign: '✓', color: '#14532d', background: '#e9f7ee', border: '#a6d8b8' },
  notice: { sign: 'i', color: '#1e3a6e', background: '#e8f0fb', border: '#b3cbea' },
  warning: { sign: '!', color: '#7a4100', background: '#fff4e0', border: '#f0cf94' },
  bad: { sign: '✕', color: '#8a1c12', background: '#fdecea', border: '#f0b5ae' },
  neutral: { sign: '·', color: '#374151', background: '#f1f3f5', border: '#d1d5db' },
}

interface TagProps {
  readonly tone: Tone
  readonly text: string
}

export function Tag({ tone, text }: TagProps): ReactElement {
  const { sign, color, background, border } = LOOKS[tone]
  return (
    <AntTag style={{ color, background, borderColor: border, margin: 0 }}>
      <span aria-hidden="true" style={{ marginInlineEnd: 4, fontWeight: 600 }}>
        {sign}
      </span>
      {text}
    </AntTag>
  )
}
