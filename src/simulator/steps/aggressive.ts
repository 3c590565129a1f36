/** Aggressive mode, both roles (REFERENCE 2.4, 2.7): three messages, the identity in the first. */
import { table } from '../table.ts'

export const AGGRESSIVE = {
  'ai-s1': table(`
    !12.2 | ike_ | SA request profile is (NULL)
    old | any | received ke message (1/1)
    | step | peer-record
    12.4 new | any0 | Locking peer struct 0x{ptr}, refcount 1 for isakmp_initiator
    | any0 | local port {my_port}, remote port {peer_port}
    !12.2 | any0 | set new node 0 to QM_IDLE{pad}
    | step | store-sa
    | step | key-found
    !12.2 | step | offer-nat-t
    !xe | ike | SA is doing pre-shared key authentication using id type ID_FQDN
    xe | ike | SA is doing{_}
    xe | ike | pre-shared key authentication using id type ID_FQDN
    | set | id_value={host} id_next=13
    | step | identity-fqdn
    !12.2 | id | Total payload length: 20
    | input | IKE_MESG_FROM_IPSEC, IKE_SA_REQ_AM
    | state | IKE_READY IKE_I_AM1
    | ike_ | beginning Aggressive Mode exchange
    | send | AG_INIT_EXCH
  `),

  'ai-r2': table(`
    | wait | wire
    | receive | AG_INIT_EXCH
    | ike_ | processing SA payload. message ID = 0
    | ike_ | processing ID payload. message ID = 0
    | set | id_value={name} id_next=10
    | step | identity-fqdn
    !12.2 | dbl | peer matches *none* of the profiles
    | step | key-found
    !12.2 | ike_ | local preshared key found
    | step | scan-profiles
    | compare | answer
    !12.2 | step | vendor-nat-t
    | step | key-exchange
    | ike_ | processing HASH payload. message ID = 0
  `),

  'ai-s3': table(`
    | step | authenticated
    !12.2 | ike | Send initial contact
    nat | set | my_port=4500 peer_port={float_port} dport=4500 sport={float_port}
    | send | AG_INIT_EXCH
    | input | IKE_MESG_FROM_PEER, IKE_AM_EXCH
    | state | IKE_I_AM1 IKE_P1_COMPLETE
    | truth | established
  `),

  'i-aggressive': table(`
    | step | ai-s1
    | step | ai-r2
    | step | ai-s3
  `),

  'ar-r1': table(`
    | step | new-sa
    | ike_ | processing SA payload. message ID = 0
    | ike_ | processing ID payload. message ID = 0
    | set | id_value={name} id_next=13
    | step | identity-fqdn
    !12.2 | dbl | peer matches *none* of the profiles
    !12.2 | step | vendor-nat-t
  `),

  'ar-offer': table(`
    late !aaa | err | no pre-shared key based on hostname {name}!
    !nokey | step | key-found
    nokey | err | No pre-shared key with {peer}!
    !nokey !12.2 | ike_ | local preshared key found
    | step | scan-profiles
    aaa | ike | Authentication by xauth preshared
    | compare | all
  `),

  'ar-keys': table(`
    | step | key-exchange
    aaa | deb | ISAKMP/author: Author request for group {name} successfully sent to AAA
    aaa | input | IKE_MESG_FROM_PEER, IKE_AM_EXCH
    aaa | state | IKE_READY IKE_R_AM_AAA_AWAIT
    aaa | wait | 30
  `),

  'ar-s2': table(`
    !xe | ike | SA is doing pre-shared key authentication using id type ID_FQDN
    xe | ike | SA is doing{_}
    xe | ike | pre-shared key authentication using id type ID_FQDN
    | set | id_value={host} id_next=10
    | step | identity-fqdn
    !12.2 | id | Total payload length: 20
    | send | AG_INIT_EXCH
    !aaa | input | IKE_MESG_FROM_PEER, IKE_AM_EXCH
    !aaa | state | IKE_READY IKE_R_AM2
    aaa | input | IKE_MESG_FROM_AAA, PRESHARED_KEY_REPLY
    aaa | state | IKE_R_AM_AAA_AWAIT IKE_R_AM2
  `),

  'ar-r3': table(`
    | wait | wire
    nat | set | my_port=4500 peer_port={float_port} dport=4500 sport={float_port}
    | receive | AG_INIT_EXCH
    | ike_ | processing HASH payload. message ID = 0
    !12.2 | ike_ | processing NOTIFY INITIAL_CONTACT protocol 1
    !12.2 | raw | {_}{_}{_}{_}{_}{_}{_}{_}spi 0, message ID = 0, sa = 0x{sa}
    | step | authenticated
    | input | IKE_MESG_FROM_PEER, IKE_AM_EXCH
    | state | IKE_R_AM2 IKE_P1_COMPLETE
    | truth | established
  `),

  'r-aggressive': table(`
    | step | ar-r1
    | step | ar-offer
    | step | ar-keys
    | step | ar-s2
    | step | ar-r3
    !aaa | input | IKE_MESG_INTERNAL, IKE_PHASE1_COMPLETE
    !aaa | state | IKE_P1_COMPLETE IKE_P1_COMPLETE
  `),
}
