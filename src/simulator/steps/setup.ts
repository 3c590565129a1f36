/** Before message 1: peer record, SA structure, key (REFERENCE 3.1). */
import { table } from '../table.ts'

export const SETUP = {
  /** Traffic asks for an SA. */
  request: table(`
    !12.2 | ike_ | SA request profile is (NULL)
    old | any | received ke message (1/1)
    | step | peer-record
    12.4 new | any0 | Locking peer struct 0x{ptr}, refcount 1 for isakmp_initiator
    | any0 | local port {my_port}, remote port {peer_port}
    !12.2 | any0 | set new node 0 to QM_IDLE{pad}
    | step | store-sa
    !12.2 | ike | Can not start Aggressive mode, trying Main mode.
    psk !12.2 !nokey | step | key-found
    !12.2 | step | offer-nat-t
  `),

  /** Message 1 of a peer arrives. */
  'new-sa': table(`
    | receive | NEW SA
    | step | peer-record
    12.4 new | any0 | Locking peer struct 0x{ptr}, refcount 1 for crypto_isakmp_process_block
    | any0 | local port {dport}, remote port {sport}
    | step | store-sa
  `),

  'peer-record': table(`
    12.4 new !known | any0 | Created a peer struct for {peer}, peer port {peer_port}
    12.4 new !known | any0 | New peer created peer = 0x{ptr} peer_handle = 0x{handle}
  `),

  'store-sa': table(`
    12.3 12.4 new known | ike | Find a dup sa in the avl tree during calling isadb_insert sa = {sa}
    12.4 12.4T !known | deb | insert sa successfully sa = {sa}
    late !known | ike | insert sa successfully sa = {sa}
    | insert |
  `),

  'key-found': table(`
    12.3 | ike_ | Looking for a matching key for {peer} in {keyring} : success
    | ike | found peer pre-shared key matching {peer}
  `),

  'offer-nat-t': table(`
    late | ike_ | constructed NAT-T vendor-rfc3947 ID
    new 12.4 | ike_ | constructed NAT-T vendor-07 ID
    | ike_ | constructed NAT-T vendor-03 ID
    | ike_ | constructed NAT-T vendor-02 ID
  `),
}
