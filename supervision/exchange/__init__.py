"""对上交换：把一份份签了名的数据包送到上级平台，送到为止，只算一次；上级签了名的回执核对后留存。

Sends messages to one other system and knows no domain word: what a record says is its caller's affair.

    channel.py     whom we send to and whose word we take: from the environment alone
    signing.py     our key (Ed25519), and a signing device in its place
    envelope.py    how a message and a receipt are written on the wire: the adapter, the one file to replace when the
                   provincial interface is published
    transport.py   one request: TLS verified, no redirect, no proxy, limits of time and size
    outgoing.py    a message as a row: its state, its attempts, when it may be tried again
    delivering.py  one attempt: sent, answered, written down

A message keeps its number and its bytes through every attempt, so whoever receives it twice knows it again. It is acknowledged by
nothing but a receipt that names it, repeats its digest, answers for each of its records and carries the signature of a key that
we were told of beforehand.
"""
