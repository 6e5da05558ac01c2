import { encodeCanonical, string } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { ContractError, defineErrors } from '@xiezhi/kernel'
import type { CheckContext, Message } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { licenceNumber } from '../ids.ts'
import { digestOf, registryApi } from './api.ts'
import { registryModule } from './module.ts'
import type { RegistryPorts } from './ports.ts'
import type { NewVersion, RecordType } from './state.ts'

const text = string({ bytesMin: 1, bytesMax: 200 })

export const credential: RecordType = {
  name: 'credential',
  statute: '律师法 5',
  zh: '律师执业信息',
  en: 'Practice record of a lawyer',
  writers: ['JUSTICE_BUREAU'],
  fields: [
    { name: 'status', class: 'public', schema: text, zh: '状态', en: 'Status', required: true },
    { name: 'remark', class: 'public', schema: text, zh: '说明', en: 'Remark' },
    { name: 'holder', class: 'public', schema: text, zh: '姓名', en: 'Name', holds: 'name', statute: '律师法 64' },
    { name: 'licenceNo', class: 'public', schema: licenceNumber, zh: '执业证号', en: 'Licence', holds: 'number' },
    { name: 'address', class: 'committed', schema: text, zh: '住址', en: 'Address' },
    { name: 'identityNo', class: 'never', schema: text, zh: '身份证号', en: 'Identity number', statute: '个保法 28' },
  ],
}

/** Written by its module only. */
export const internal: RecordType = { ...credential, name: 'internal', writers: [] }

export const writer = testSigner('bureau-11', 'writer', 1)
export const reader = testSigner('bureau-11', 'reader', 2)
/** Refusal of the port that stands for those who know who may act. */
export const portErrors = defineErrors('writers', { NotWriter: [2, 'no signer may write this record type'] })

export const api = registryApi([credential, internal])

const ports: RegistryPorts = {
  requireWriter(ctx: CheckContext, roles) {
    const writes = roles.includes('JUSTICE_BUREAU') && ctx.signers.some(({ officer }) => officer === writer.officer)
    if (!writes) throw new ContractError(portErrors.NotWriter)
  },
  noteAct: () => undefined,
}

export function registryChain(): TestChain {
  const module = registryModule(api, ports)
  return new TestChain({ modules: [{ ...module, errors: { ...module.errors, ...portErrors } }] })
}

/** Sorted digests of invented disclosures. */
export function commitments(count: number, algorithm: 'sha256' | 'sm3' = 'sha256'): readonly string[] {
  return Array.from({ length: count }, (_, n) => digestOf(pureCrypto, encodeCanonical(n)))
    .map((digest) => digest.replace('sha256', algorithm))
    .sort()
}

export function version(change: Partial<NewVersion> = {}): NewVersion {
  return {
    recordType: 'credential',
    recordId: 'record-1',
    validFrom: '2026-01-01',
    validTo: null,
    fields: { status: 'PRACTISING' },
    commitments: commitments(10),
    ...change,
  }
}

export function record(change: Partial<NewVersion> = {}): Message {
  return { type: 'registry/RecordVersion', value: version(change) }
}
