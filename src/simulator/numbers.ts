/** The messages of an ASA by their syslog number (REFERENCE 4.4): how severe each is, and what stands before its text. */

/** By severity. Texts of 713902 to 713906 are free: the number says only how severe they are. */
const SEVERITIES: { readonly [severity: number]: string } = {
  3: '713042 713047 713048 713060 713061 713081 713082 713084 713085 713098 713102 713109 713122 713123 713127 713138 713166 713167 713191 713193 713194 713218 713226 713227 713258 713902 717009 717027',
  4: '113019 411001 411002 713157 713243 713251 713255 713903',
  5: '111010 713041 713049 713050 713068 713073 713092 713119 713120 713136 713137 713139 713178 713201 713239 713257 713259 713904',
  6: '713172 713184 713219 713220 713228 713256 713905 717022 717028',
  7: '713024 713025 713034 713035 713066 713117 713121 713187 713221 713236 713906 714011 715006 715007 715009 715019 715020 715027 715028 715036 715038 715046 715047 715048 715049 715050 715060 715064 715065 715075 715076 715077 715080 717025',
}

export const SEVERITY: ReadonlyMap<string, number> = new Map(
  Object.entries(SEVERITIES).flatMap(([severity, numbers]) =>
    numbers.split(' ').map((number) => [number, Number(severity)] as const),
  ),
)

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Nothing in front: nobody is named, or the text names the peer itself. */
const BARE = words(
  '111010 411001 411002 713042 713047 713081 713082 713084 713085 713098 713102 713109 713193 713226 713239 713257 715077 717009 717022 717025 717027 717028',
)
/** The address alone, even where the tunnel group is known. */
const ADDRESS_ONLY = words('713121 713122 713138 713139 713157 713191 713227 713236 713255 713256')

export type Prefix = 'none' | 'address' | 'group'

export const prefixOf = (number: string): Prefix =>
  BARE.has(number) ? 'none' : ADDRESS_ONLY.has(number) ? 'address' : 'group'

/** Debug of IKE prints the messages of IKE alone; all others are seen in the syslog only. */
export const isOfIke = (number: string): boolean => /^71[345]/.test(number)

/** The tag of a debug line. */
export const debugTag = (number: string): string =>
  number.startsWith('714')
    ? 'IKEv1 DECODE'
    : SEVERITY.get(number) === 7 && number !== '713236'
      ? 'IKEv1 DEBUG'
      : 'IKEv1'
