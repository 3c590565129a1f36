/** Console text that must raise no alarm: the lines of REFERENCE 5.21 and what other parts of the router say. */
import { compose } from './compose.ts'
import type { Entry } from './entry.ts'
import { statements } from './interleave.ts'
import { seeded } from './prng.ts'
import type { Setting } from './setting.ts'
import { type Row, table } from './table.ts'
import type { Dialect } from './trains.ts'

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

/** The same on an ASA: what sounds bad and is not, other peers, other services. */
const ASA: readonly Row[] = table(`
  | 713122 | Keep-alives configured on but peer {peer} does not support keep-alives (type = None)
  | 715050 | Claims to be IOS but failed authentication
  | 713043 | Cookie/peer address {peer} session already in progress
  | 713203 | IKE Receiver: Error reading from socket.
  | 713903 | IKE Receiver: Runt ISAKMP packet discarded on Port 4500 from {peer}:4500
  | 713137 | Reaper overriding refCnt [1] and tunnelCnt [0] -- deleting SA!
  | 715077 | Pitcher: received key delete msg, spi 0x{spi}
  | log | %ASA-4-106023: Deny tcp src outside:203.0.113.77/40112 dst inside:192.0.2.10/445 by access-group "OUTSIDE-IN" [0x0, 0x0]
  | log | %ASA-6-302015: Built inbound UDP connection 81120 for outside:{peer}/500 ({peer}/500) to identity:192.0.2.1/500 (192.0.2.1/500)
  | log | %ASA-6-302016: Teardown UDP connection 81099 for outside:203.0.113.9/53 to inside:192.0.2.10/51233 duration 0:00:00 bytes 212
  | log | %ASA-6-605005: Login permitted from 192.0.2.50/51881 to inside:192.0.2.1/ssh for user "admin"
  | log | %ASA-5-111010: User 'enable_15', running 'CLI' from IP 192.0.2.50, executed 'show crypto ikev1 sa'
  | log | %ASA-4-411001: Line protocol on Interface dmz, changed state to up
  | log | %ASA-5-750002: Local:192.0.2.1:500 Remote:203.0.113.80:500 Username:203.0.113.80 IKEv2 Received a IKE_INIT_SA request
  | log | %ASA-4-750003: Local:192.0.2.1:500 Remote:203.0.113.80:500 Username:203.0.113.80 IKEv2 Negotiation aborted due to ERROR: Failed to authenticate the IKE SA
  | log | %ASA-4-722051: Group <STAFF> User <bob> IP <203.0.113.60> IPv4 Address <192.0.2.201> IPv6 address <::> assigned to session
  | log | %ASA-4-113019: Group = STAFF, Username = alice, IP = 203.0.113.61, Session disconnected. Session Type: AnyConnect-Parent, Duration: 0h:21m:03s, Bytes xmt: 11822, Bytes rcv: 9001, Reason: Idle Timeout
  | log | %ASA-5-752003: Tunnel Manager dispatching a KEY_ACQUIRE message to IKEv1.  Map Tag = WAN.  Map Sequence Number = 10.
`)

/** All that may stand between without meaning anything. */
export const noiseOf = (dialect: Dialect): readonly Row[] => (dialect === 'asa' ? ASA : [...HARMLESS, ...SYSLOG])

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
