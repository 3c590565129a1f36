/** Software trains and how each writes its debug tags (REFERENCE 1.3). */
export const DIALECTS = ['ios-12', 'ios-15', 'ios-xe', 'asa'] as const
export type Dialect = (typeof DIALECTS)[number]
export type IosDialect = Exclude<Dialect, 'asa'>

/** Trains of IOS. */
export const TRAINS = ['12.2', '12.3', '12.4', '12.4T', '15', 'xe'] as const
export type IosTrain = (typeof TRAINS)[number]

/** What stands for a train on an ASA: what is switched on of its debugging and of its syslog (asa.ts). */
export const ASA_TRAINS = ['asa-9', 'asa-8', 'asa-syslog', 'asa-both', 'asa-notices'] as const
export type AsaTrain = (typeof ASA_TRAINS)[number]

export type Train = IosTrain | AsaTrain

export const trainsOf = (dialect: Dialect): readonly Train[] =>
  [...TRAINS, ...ASA_TRAINS].filter((train) => DIALECT_OF[train] === dialect)

/** Dialect of a train; the first train of a dialect is the one taken when nothing else is asked for. */
export const DIALECT_OF: { readonly [T in Train]: Dialect } = {
  '12.2': 'ios-12',
  '12.3': 'ios-12',
  '12.4': 'ios-12',
  '15': 'ios-15',
  '12.4T': 'ios-15',
  xe: 'ios-xe',
  'asa-9': 'asa',
  'asa-8': 'asa',
  'asa-syslog': 'asa',
  'asa-both': 'asa',
  'asa-notices': 'asa',
}

/** Names that stand for several trains in the `when` column. */
export const GROUPS: { readonly [group: string]: readonly Train[] } = {
  old: ['12.2', '12.3', '12.4'],
  new: ['12.4T', '15', 'xe'],
  late: ['15', 'xe'],
}

export const covers = (word: string, train: Train): boolean =>
  word === train || (GROUPS[word]?.includes(train) ?? false)

export type TrainFacts = {
  /** State lines carry no tag and no time stamp. */
  readonly bareStates: boolean
  /** States the image has no name for. */
  readonly unnamed: readonly string[]
  /** The conn-id is known from the first line; else it appears in the middle of NONCE processing. */
  readonly earlyId: boolean
  /** Added to the count of SAs since boot to give the conn-id. */
  readonly idBase: number
  /** How `{c}` is written before and after the keys exist; `#` is the conn-id. */
  readonly unborn: string
  readonly born: string
  /** Message IDs are printed with a sign. */
  readonly signedIds: boolean
  /** Chance that the router's clock moves on by a millisecond from one line to the next. */
  readonly pace: number
  /** Milliseconds a Diffie-Hellman computation takes. */
  readonly dh: number
}

const OLD = { bareStates: false, unnamed: [], earlyId: true, idBase: 0, unborn: '0:0', born: '0:#', signedIds: true }

/** An ASA prints no conn-ids. */
const ASA = { ...OLD, earlyId: false, unborn: '', born: '', signedIds: false, pace: 0.1, dh: 5 }

export const FACTS: { readonly [T in Train]: TrainFacts } = {
  '12.2': { ...OLD, bareStates: true, unnamed: ['IKE_I_MM6'], pace: 0.3, dh: 36 },
  '12.3': { ...OLD, pace: 0.4, dh: 40 },
  '12.4': { ...OLD, earlyId: false, unborn: '0:0:N/A:0', born: '0:#:SW:#', pace: 0.5, dh: 60 },
  '12.4T': { ...OLD, earlyId: false, idBase: 1000, unborn: '0', born: '#', pace: 0.5, dh: 52 },
  '15': { ...OLD, earlyId: false, idBase: 1000, unborn: '0', born: '#', pace: 0.5, dh: 44 },
  xe: { ...OLD, earlyId: false, idBase: 1000, unborn: '0', born: '#', signedIds: false, pace: 0.15, dh: 6 },
  'asa-9': ASA,
  'asa-8': ASA,
  'asa-syslog': ASA,
  'asa-both': ASA,
  'asa-notices': ASA,
}
