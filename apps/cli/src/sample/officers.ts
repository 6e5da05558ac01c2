/** One officer of the sample; the keys are made at the first start. */
export interface SampleOfficer {
  readonly organisation: string
  readonly officer: string
  readonly zh: string
  readonly roles: readonly string[]
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

/** Thirteen officers, and a relay and a gateway service for each zone. All offices are invented. */
export const SAMPLE_STAFF: Readonly<Record<'court' | 'justice', SampleStaff>> = {
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
        organisation: 'court-district',
        zh: '样本区人民法院（虚构）',
        en: 'Sample District Court (invented)',
        roles: [
          'COURT_FILING',
          'COURT_CLERK',
          'COURT_JUDGE',
          'COURT_PERSONNEL',
          'COURT_PRESIDENT',
          'COURT_TECH',
          'GATEWAY_SERVICE',
        ],
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
      { organisation: 'court-district', officer: 'filing', zh: '立案人员', roles: ['COURT_FILING'] },
      { organisation: 'court-district', officer: 'clerk', zh: '书记员', roles: ['COURT_CLERK'] },
      { organisation: 'court-district', officer: 'judge', zh: '审判员', roles: ['COURT_JUDGE'] },
      { organisation: 'court-district', officer: 'personnel', zh: '人事人员', roles: ['COURT_PERSONNEL'] },
      { organisation: 'court-district', officer: 'tech', zh: '技术人员', roles: ['COURT_TECH'] },
      { organisation: 'court-district', officer: 'gateway', zh: '网关程序', roles: ['GATEWAY_SERVICE'] },
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
}
