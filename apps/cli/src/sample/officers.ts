import type { Zone } from '../config/alliance.ts'

/** One officer of the sample; the keys are made at the first start. */
export interface SampleOfficer {
  readonly organisation: string
  readonly officer: string
  readonly zh: string
  readonly roles: readonly string[]
  /** Name to sign in with at the gateway; absent: that of the officer; null: works on the command line only. */
  readonly person?: string | null
}

export interface SampleOrganisation {
  readonly organisation: string
  readonly zh: string
  readonly en: string
  readonly roles: readonly string[]
  readonly jurisdictions: readonly string[]
}

export interface SampleStaff {
  readonly root: SampleOrganisation
  readonly organisations: readonly SampleOrganisation[]
  readonly officers: readonly SampleOfficer[]
}

const ROOT_ROLES = ['ROOT_OFFICER', 'TRUST_OFFICER', 'GOVERNANCE_OFFICER'] as const

/** The court of the sample's officers. */
export const DISTRICT_COURT = 'court-district'
/** Two more courts, whose measures wait behind those of others. */
const OTHER_COURTS = [
  { organisation: 'court-north', zh: '样本北区人民法院（虚构）', en: 'Sample North District Court (invented)' },
  { organisation: 'court-south', zh: '样本南区人民法院（虚构）', en: 'Sample South District Court (invented)' },
] as const
const ENFORCING = [
  { officer: 'filing', zh: '立案人员', roles: ['COURT_FILING'] },
  { officer: 'judge', zh: '审判员', roles: ['COURT_JUDGE'] },
  { officer: 'enforcer', zh: '执行人员', roles: ['COURT_ENFORCER'] },
] as const

const INSTITUTIONS = [
  {
    organisation: 'bank',
    zh: '样本银行（虚构）',
    en: 'Sample Bank (invented)',
    role: 'BANK_OPERATOR',
    kind: 'BANK',
    code: 'SAMPLEBANK',
  },
  {
    organisation: 'payment',
    zh: '样本支付机构（虚构）',
    en: 'Sample Payment (invented)',
    role: 'BANK_OPERATOR',
    kind: 'PAYMENT',
    code: 'SAMPLEPAY',
  },
  {
    organisation: 'land',
    zh: '样本不动产登记中心（虚构）',
    en: 'Sample Land Registry (invented)',
    role: 'REGISTRY_OPERATOR',
    kind: 'LAND',
    code: 'SAMPLELAND',
  },
  {
    organisation: 'vehicles',
    zh: '样本车辆管理所（虚构）',
    en: 'Sample Vehicle Office (invented)',
    role: 'REGISTRY_OPERATOR',
    kind: 'VEHICLE',
    code: 'SAMPLEVEH',
  },
] as const

/** Departments and platforms that act on the credit lists. */
const SUBSCRIBERS = [
  {
    organisation: 'credit-platform',
    zh: '样本信用信息共享平台（虚构）',
    en: 'Sample Credit-Information Platform (invented)',
  },
  {
    organisation: 'enterprise-publicity',
    zh: '样本企业信用信息公示系统（虚构）',
    en: 'Sample Enterprise Publicity System (invented)',
  },
  { organisation: 'railway', zh: '样本铁路客运（虚构）', en: 'Sample Railway (invented)' },
  { organisation: 'aviation', zh: '样本民航（虚构）', en: 'Sample Aviation (invented)' },
] as const
/** Name to sign in with; other operators sign in by organisation. */
const OPERATOR_PERSONS: Readonly<Record<string, string>> = {
  'credit-platform': 'platform-operator',
  'enterprise-publicity': 'publicity-operator',
}

export interface SampleInstitution {
  readonly organisation: string
  readonly zh: string
  readonly en: string
  /** As the control interface and the institution's profile call them. */
  readonly kind: string
  readonly code: string
}

/** Organisations of the sample that carry out orders. */
export function sampleInstitutions(): readonly SampleInstitution[] {
  return INSTITUTIONS.map(({ organisation, zh, en, kind, code }) => ({ organisation, zh, en, kind, code }))
}

/** Organisations of the sample that act on the credit lists. */
export function sampleSubscribers(): readonly string[] {
  return SUBSCRIBERS.map(({ organisation }) => organisation)
}

/** Invented cards of the sample's enforcement officer, filed at the court's gateway and at the institutions. */
export const ENFORCER_CARDS = { workCard: 'GZ-0001', dutyCard: 'GW-0001' } as const

/** The officers, and a relay and the gateway services of each zone. All offices are invented. */
export const SAMPLE_STAFF: Readonly<Record<Zone['kind'], SampleStaff>> = {
  court: {
    root: {
      organisation: 'court-high',
      zh: '样本省高级人民法院（虚构）',
      en: 'High Court of the Sample Province (invented)',
      roles: ROOT_ROLES,
      jurisdictions: [''],
    },
    organisations: [
      {
        organisation: DISTRICT_COURT,
        zh: '样本区人民法院（虚构）',
        en: 'Sample District Court (invented)',
        roles: [
          'COURT_FILING',
          'COURT_CLERK',
          'COURT_JUDGE',
          'COURT_ENFORCER',
          'COURT_PERSONNEL',
          'COURT_PRESIDENT',
          'COURT_TECH',
          'GOVERNANCE_OFFICER',
          'GATEWAY_SERVICE',
          'LOOKUP_SERVICE',
        ],
        jurisdictions: ['粤'],
      },
      ...OTHER_COURTS.map((court) => ({
        ...court,
        roles: ['COURT_FILING', 'COURT_JUDGE', 'COURT_ENFORCER'],
        jurisdictions: ['粤'],
      })),
      {
        organisation: 'procuratorate',
        zh: '样本区人民检察院（虚构）',
        en: 'Sample District Procuratorate (invented)',
        roles: ['SUPERVISOR'],
        jurisdictions: ['粤'],
      },
      {
        organisation: 'court-relay',
        zh: '法院中继',
        en: 'Relay of the court',
        roles: ['RELAYER'],
        jurisdictions: [''],
      },
    ],
    officers: [
      { organisation: 'court-high', officer: 'trust-1', zh: '信任管理员甲', roles: ROOT_ROLES },
      { organisation: 'court-high', officer: 'trust-2', zh: '信任管理员乙', roles: ROOT_ROLES },
      { organisation: DISTRICT_COURT, officer: 'filing', zh: '立案人员', roles: ['COURT_FILING'] },
      { organisation: DISTRICT_COURT, officer: 'clerk', zh: '书记员', roles: ['COURT_CLERK'] },
      { organisation: DISTRICT_COURT, officer: 'judge', zh: '审判员', roles: ['COURT_JUDGE'] },
      { organisation: DISTRICT_COURT, officer: 'enforcer', zh: '执行人员', roles: ['COURT_ENFORCER'] },
      { organisation: DISTRICT_COURT, officer: 'president', zh: '院长', roles: ['COURT_PRESIDENT'] },
      { organisation: DISTRICT_COURT, officer: 'governance', zh: '治理经办人', roles: ['GOVERNANCE_OFFICER'] },
      { organisation: DISTRICT_COURT, officer: 'personnel', zh: '人事人员', roles: ['COURT_PERSONNEL'] },
      { organisation: DISTRICT_COURT, officer: 'tech', zh: '技术人员', roles: ['COURT_TECH'] },
      { organisation: DISTRICT_COURT, officer: 'gateway', zh: '网关程序', roles: ['GATEWAY_SERVICE'] },
      { organisation: DISTRICT_COURT, officer: 'lookups', zh: '查验登记程序', roles: ['LOOKUP_SERVICE'] },
      { organisation: 'procuratorate', officer: 'supervisor', zh: '检察监督人员', roles: ['SUPERVISOR'] },
      ...OTHER_COURTS.flatMap(({ organisation }) => ENFORCING.map((one) => ({ ...one, organisation, person: null }))),
      { organisation: 'court-relay', officer: 'relay', zh: '中继程序', roles: ['RELAYER'] },
    ],
  },
  justice: {
    root: {
      organisation: 'justice-department',
      zh: '样本省司法厅（虚构）',
      en: 'Justice Department of the Sample Province (invented)',
      roles: [...ROOT_ROLES, 'JUSTICE_DEPARTMENT'],
      jurisdictions: [''],
    },
    organisations: [
      {
        organisation: 'justice-bureau',
        zh: '样本市司法局（虚构）',
        en: 'Justice Bureau of the Sample City (invented)',
        roles: ['JUSTICE_BUREAU', 'GATEWAY_SERVICE'],
        jurisdictions: ['44'],
      },
      {
        organisation: 'law-association',
        zh: '样本省律师协会（虚构）',
        en: 'Law Association of the Sample Province (invented)',
        roles: ['LAW_ASSOCIATION', 'LAWYER'],
        jurisdictions: ['44'],
      },
      {
        organisation: 'justice-relay',
        zh: '司法行政中继',
        en: 'Relay of the bureau',
        roles: ['RELAYER'],
        jurisdictions: [''],
      },
    ],
    officers: [
      {
        organisation: 'justice-department',
        officer: 'licensing-1',
        zh: '许可人员甲',
        roles: [...ROOT_ROLES, 'JUSTICE_DEPARTMENT'],
      },
      {
        organisation: 'justice-department',
        officer: 'licensing-2',
        zh: '许可人员乙',
        roles: [...ROOT_ROLES, 'JUSTICE_DEPARTMENT'],
      },
      { organisation: 'justice-bureau', officer: 'supervision-1', zh: '监管人员甲', roles: ['JUSTICE_BUREAU'] },
      { organisation: 'justice-bureau', officer: 'supervision-2', zh: '监管人员乙', roles: ['JUSTICE_BUREAU'] },
      { organisation: 'law-association', officer: 'assessment', zh: '考核人员', roles: ['LAW_ASSOCIATION'] },
      { organisation: 'law-association', officer: 'lawyer-1', zh: '律师（异议人）', roles: ['LAWYER'] },
      { organisation: 'justice-bureau', officer: 'gateway', zh: '网关程序', roles: ['GATEWAY_SERVICE'] },
      { organisation: 'justice-relay', officer: 'relay', zh: '中继程序', roles: ['RELAYER'] },
    ],
  },
  institution: {
    root: {
      organisation: 'institutions-office',
      zh: '样本省协助执行联席办公室（虚构）',
      en: 'Joint Office for Enforcement of the Sample Province (invented)',
      roles: ROOT_ROLES,
      jurisdictions: [''],
    },
    organisations: [
      ...INSTITUTIONS.map(({ organisation, zh, en, role }) => ({
        organisation,
        zh,
        en,
        roles: [role, 'GATEWAY_SERVICE'],
        jurisdictions: [''],
      })),
      ...SUBSCRIBERS.map((one) => ({ ...one, roles: ['CREDIT_PLATFORM', 'GATEWAY_SERVICE'], jurisdictions: [''] })),
      {
        organisation: 'institutions-relay',
        zh: '协助执行中继',
        en: 'Relay of the institutions',
        roles: ['RELAYER'],
        jurisdictions: [''],
      },
    ],
    officers: [
      { organisation: 'institutions-office', officer: 'trust-1', zh: '信任管理员丙', roles: ROOT_ROLES },
      { organisation: 'institutions-office', officer: 'trust-2', zh: '信任管理员丁', roles: ROOT_ROLES },
      ...INSTITUTIONS.flatMap(({ organisation, zh, role }) => [
        {
          organisation,
          officer: 'operator',
          zh: `${zh.replace('（虚构）', '')}经办人`,
          roles: [role],
          person: `${organisation}-operator`,
        },
        { organisation, officer: 'gateway', zh: '网关程序', roles: ['GATEWAY_SERVICE'] },
      ]),
      ...SUBSCRIBERS.flatMap(({ organisation, zh }) => [
        {
          organisation,
          officer: 'operator',
          zh: `${zh.replace('（虚构）', '')}经办人`,
          roles: ['CREDIT_PLATFORM'],
          person: OPERATOR_PERSONS[organisation] ?? `${organisation}-operator`,
        },
        { organisation, officer: 'gateway', zh: '网关程序', roles: ['GATEWAY_SERVICE'] },
      ]),
      { organisation: 'institutions-relay', officer: 'relay', zh: '中继程序', roles: ['RELAYER'] },
    ],
  },
}
