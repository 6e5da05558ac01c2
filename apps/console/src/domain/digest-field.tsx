import { Flex, Input, Select } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { FilePick } from '../components/file-pick.tsx'
import { useI18n } from '../i18n/i18n.tsx'

interface DigestFieldProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (digest: string) => void
}

type Algorithm = 'sha256' | 'sm3'

/** Digest of a document that stays on this machine: computed from the file, or pasted. Fits into a form item. */
export function DigestField({ id, value = '', onChange }: DigestFieldProps): ReactElement {
  const { t } = useI18n()
  const [algorithm, setAlgorithm] = useState<Algorithm>('sha256')
  const take = async (file: File): Promise<void> => {
    const [{ digestOf }, bytes] = await Promise.all([import('../lib/digest.ts'), file.arrayBuffer()])
    onChange?.(digestOf(algorithm, new Uint8Array(bytes)))
  }
  return (
    <Flex vertical gap={6}>
      <Input
        {...(id === undefined ? {} : { id })}
        value={value}
        placeholder="sha256:"
        onChange={({ target }) => onChange?.(target.value.trim())}
      />
      <Flex gap={8}>
        <Select<Algorithm>
          aria-label={t('form.digest.algorithm')}
          value={algorithm}
          onChange={setAlgorithm}
          style={{ width: 110 }}
          options={[
            { value: 'sha256', label: 'SHA-256' },
            { value: 'sm3', label: 'SM3' },
          ]}
        />
        <FilePick text={t('form.digest.choose')} onPick={(file) => void take(file)} />
      </Flex>
    </Flex>
  )
}

/** Rule for a form item that holds a digest. */
export const DIGEST_PATTERN = /^(sha256|sm3):[0-9a-f]{64}$/
