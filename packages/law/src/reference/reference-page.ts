import { bundledLaw } from '../data/bundled-law.ts'
import { article18Coverage } from '../admission/coverage.ts'
import { functions } from '../registry/functions.ts'
import { fieldLabels } from '../labels/field-labels.ts'
import type { Shape } from '../schema/schema.ts'
import { listFunctions, showFunction, type FunctionEntry } from './function-entry.ts'

const AREA_TITLES: Readonly<Record<string, string>> = {
  calendar: '期间 · Periods and working days',
  caseNumber: '案号 · Case numbers',
  court: '法院代字 · Courts',
  identifier: '证件号码 · Numbers of persons and units',
  money: '金额 · Money',
  loan: '借贷 · Loans',
  card: '信用卡 · Credit cards',
  bankruptcy: '破产 · Bankruptcy',
  credit: '信用 · Credit records',
  ip: '知识产权 · Intellectual property',
  enterprise: '企业 · Enterprises',
  property: '不动产 · Real estate',
  movable: '动产担保 · Security in movables',
  dataRight: '数据权益 · Data rights',
  contractReview: '合约审查 · Review of contracts',
  consistency: '一致性 · Chain and file',
  lawyer: '律师 · Lawyers',
  commutation: '减刑、假释 · Commutation and parole',
  criminalFile: '刑事案件流转 · Criminal case transfer',
  civilFlow: '民商事协同 · Civil collaboration',
  measure: '查封、扣押、冻结 · Sealing, seizing and freezing',
  enforcement: '执行 · Enforcement',
  preservation: '财产保全 · Property preservation',
  auction: '网络司法拍卖 · Online judicial auction',
  interest: '迟延履行利息 · Interest during delay',
  fees: '诉讼费用 · Fees',
  distribution: '参与分配 · Distribution',
  sanctionList: '失信名单、限制消费 · List of dishonest debtors',
  admission: '代理资格 · Admission of a lawyer in a case',
  sanction: '处罚处分 · Sanctions',
}

/** Markdown page of an area, generated from the declarations. */
export function referencePage(area: string): string {
  const names = listFunctions()
    .filter((one) => one.area === area)
    .map(({ name }) => name)
  const sections = names.map((name) => functionSection(showFunction(name, bundledLaw)))
  const extra = area === 'admission' ? [coverageSection()] : []
  return `${[
    `# ${area}: ${AREA_TITLES[area] ?? area}`,
    'Generated from the declarations in `packages/law`; a test compares this page with them.',
    ...sections,
    ...extra,
  ].join('\n\n')}\n`
}

/** Markdown page that lists the areas. */
export function referenceIndex(): string {
  const areas = [...new Set(listFunctions().map(({ area }) => area))]
  const blocks = areas.map((area) => {
    const lines = listFunctions()
      .filter((one) => one.area === area)
      .map(({ name, question }) => `- \`${name}\`: ${question.zh} ${question.en}`)
    return `## [${area}](${area}.md) ${AREA_TITLES[area] ?? ''}\n\n${lines.join('\n')}`
  })
  return `${['# Law functions 规则库', 'Generated from the declarations in `packages/law`.', ...blocks].join('\n\n')}\n`
}

function functionSection(entry: FunctionEntry): string {
  const declaration = functions.get(entry.name)?.declaration
  const decisive = entry.decisiveDate === null ? '— (the rows whose period is open)' : `\`${entry.decisiveDate}\``
  return [
    `## ${entry.name}`,
    `${entry.question.zh}\n${entry.question.en}`,
    `输入 Input\n\n${fieldList(declaration?.input)}`,
    `输出 Output\n\n${fieldList(declaration?.output)}`,
    `规则 Rules\n\n${entry.rules.map(ruleLine).join('\n')}`,
    ...block('参数 Parameters', entry.parameters.map(parameterLine)),
    ...(entry.parameters.length > 0 ? [`决定日期 Decisive date: ${decisive}`] : []),
    ...block('理由 Reasons', entry.reasons.map(reasonLine)),
    ...block(
      '拒绝 Refusals of its own',
      entry.errors.map((code) => `- \`${code}\``),
    ),
  ].join('\n\n')
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}\n\n${lines.join('\n')}`]
}

function ruleLine({ id, zh, en, mark, statute }: FunctionEntry['rules'][number]): string {
  const source = statute.zh === '' ? '' : ` ${statute.zh}`
  return `- \`${id}\` [${mark}] ${zh}${source}\n  ${en}`
}

function parameterLine(row: FunctionEntry['parameters'][number]): string {
  const from = typeof row['effectiveFrom'] === 'string' ? row['effectiveFrom'] : '…'
  const to = typeof row['effectiveTo'] === 'string' ? row['effectiveTo'] : '…'
  const value = JSON.stringify(row['value'])
  return `- \`${String(row['key'])}\` = ${value} ${String(row['unit'])}, ${from} to ${to}, ${String(row['source'])} [${String(row['verified'])}]: ${String(row['titleZh'])} ${String(row['title'])}`
}

function reasonLine({ code, rule, zh, en }: FunctionEntry['reasons'][number]): string {
  return `- \`${code}\` \`${rule}\`: ${zh}\n  ${en}`
}

function fieldList(shape: Shape | undefined): string {
  if (shape?.kind !== 'object') return ''
  return Object.entries(shape.fields)
    .map(([key, field]) => `- \`${key}${mayBeAbsent(field) ? '?' : ''}\`: \`${shapeText(field)}\`${labelText(key)}`)
    .join('\n')
}

function labelText(key: string): string {
  const label = fieldLabels.get(key)
  return label === undefined ? '' : ` ${label.zh} ${label.en}`
}

function integerText({ positive, signed }: Shape & { kind: 'integer' }): string {
  if (signed === true) return 'integer'
  return positive ? 'integer ≥ 1' : 'integer ≥ 0'
}

function mayBeAbsent({ kind }: Shape): boolean {
  return kind === 'optional' || kind === 'variant'
}

/** Shape in the notation of the catalogue. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'date':
      return 'Date'
    case 'timestamp':
      return 'Timestamp'
    case 'cents':
      return 'Cents'
    case 'exact':
      return 'Exact'
    case 'integer':
      return integerText(shape)
    case 'boolean':
      return 'boolean'
    case 'text':
      return 'string'
    case 'enumeration':
      return shape.members.map((member) => (typeof member === 'number' ? String(member) : `'${member}'`)).join(' | ')
    case 'list':
      return shape.item.kind === 'enumeration' ? `(${shapeText(shape.item)})[]` : `${shapeText(shape.item)}[]`
    case 'object':
      return `{ ${Object.entries(shape.fields)
        .map(([key, field]) => `${key}${mayBeAbsent(field) ? '?' : ''}: ${shapeText(field)}`)
        .join('; ')} }`
    case 'nullable':
      return `${shapeText(shape.inner)} | null`
    case 'optional':
    case 'variant':
      return shapeText(shape.inner)
  }
}

function coverageSection(): string {
  const lines = article18Coverage.map(({ rule, kind, functions: names, why }) => {
    const by = names.map((name) => `\`${name}\``).join(', ')
    const reason = why === null ? '' : ` ${why.zh}\n  ${why.en}`
    return `- \`${rule}\` ${kind}${by === '' ? '' : ` ${by}`}${reason === '' ? '' : `:${reason}`}`
  })
  return `## Who answers the rules of article 18\n\nPROGRAM: a function answers. PERSON: a function finds it, a person decides. OUTSIDE: no function answers.\n\n${lines.join('\n')}`
}
