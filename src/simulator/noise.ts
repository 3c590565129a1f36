/** Console text that must raise no alarm: the lines of REFERENCE 5.21 and what other parts of the router say. */
import { compose } from './compose.ts'
import type { Entry } from './entry.ts'
import { statements } from './interleave.ts'
import { seeded } from './prng.ts'
import type { Setting } from './setting.ts'
import { type Row, table } from './table.ts'

/** Harmless in the middle of a healthy negotiation, whatever they sound like. */
export const HARMLESS: readonly Row[] = table(`
  !12.2 | ike | Can not start Aggressive mode, trying Main mode.
  !12.2 | ike_ | vendor ID seems Unity/DPD but major 215 mismatch
  !12.2 | ike_ | vendor ID seems Unity/DPD but hash mismatch
  late | ike | His hash no match - this node outside NAT
  !12.2 | dbl | peer matches *none* of the profiles
  | ike | peer does not do paranoid keepalives.
  xe | err | Failed to find peer index node to update peer_info_list
  late | err | ignoring request to send delete notify (no ISAKMP sa) src {local} dst 198.51.100.7 for SPI 0x{spi}
  late | ike_ | Support for IKE Fragmentation not enabled
  | log | %CRYPTO-4-IKMP_NO_SA: IKE message from 198.51.100.7 has no SA and is not an initialization offer
  | log | %CRYPTO-4-RECVD_PKT_INV_SPI: decaps: rec'd IPSEC packet has invalid spi for destaddr={local}, prot=50, spi=0x{spi}(1051138797), srcaddr=198.51.100.7
  | log | %CRYPTO-6-IKMP_NO_ID_CERT_ADDR_MATCH: ID of 198.51.100.7 (type 1) and certificate addr with 10.9.9.9
  !12.2 | ike0 | purging SA., sa={spi2}, delme={spi2}
  | ike0 | purging node 1201896175
  | ike0 | deleting node 1201896175 error FALSE reason "No Error"
  xe | ike0 | (65507): Either (3DES) encryption algorithm or (SHA) hash algorithmis not CSDL compliant
  xe | ike0 | (65508): DH Group (2) is not CSDL compliant
  xe | err | Can't request CE to Pregen DH Group (5) since it is not CSDL compliant
`)

/** What other parts of a router say meanwhile. */
export const SYSLOG: readonly Row[] = table(`
  | log | %SYS-5-CONFIG_I: Configured from console by console
  | log | %LINEPROTO-5-UPDOWN: Line protocol on Interface Loopback7, changed state to up
  | log | %LINK-5-CHANGED: Interface FastEthernet0/9, changed state to administratively down
  | log | %SYS-6-LOGGINGHOST_STARTSTOP: Logging to host 192.0.2.50 port 514 started
  | log | %OSPF-5-ADJCHG: Process 1, Nbr 10.0.0.9 on Serial0/1 from LOADING to FULL, Loading Done
  | log | %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: noc] [Source: 192.0.2.9] [localport: 22]
  | log | %DUAL-5-NBRCHANGE: EIGRP-IPv4 100: Neighbor 10.0.0.13 (Tunnel9) is up: new adjacency
  | log | %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is ON
`)

/** Puts each row behind a random statement; it takes the time of that statement. */
export const strew = (entries: readonly Entry[], rows: readonly Row[], setting: Setting): readonly Entry[] => {
  const chance = seeded(setting.seed + 7)
  const groups = statements(entries)
  const places = rows.map(() => chance.int(0, groups.length - 1))
  return groups.flatMap((group, index) => {
    const last = group.at(-1)
    const here = rows.filter((_, row) => places[row] === index)
    if (last === undefined || here.length === 0) return group
    return [...group, ...compose(here, setting, []).map((noise) => ({ ...noise, at: last.at, burst: last.burst }))]
  })
}
