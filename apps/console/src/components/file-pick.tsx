import { Button } from 'antd'
import { useRef } from 'react'
import type { ReactElement } from 'react'

interface FilePickProps {
  readonly text: string
  /** Endings and media types, as the browser's dialog takes them. */
  readonly accept?: string
  readonly size?: 'small' | 'middle'
  readonly onPick: (file: File) => void
}

/** A button that lets the person choose one file. The same file can be chosen again after a change. */
export function FilePick({ text, accept, size = 'middle', onPick }: FilePickProps): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const take = (element: HTMLInputElement): void => {
    const file = element.files?.item(0)
    if (file) onPick(file)
    element.value = ''
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        {...(accept === undefined ? {} : { accept })}
        aria-label={text}
        style={{ display: 'none' }}
        onChange={({ target }) => take(target)}
      />
      <Button size={size} onClick={() => input.current?.click()}>
        {text}
      </Button>
    </>
  )
}
