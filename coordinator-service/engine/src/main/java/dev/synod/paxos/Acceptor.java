package dev.synod.paxos;

/** Comes with the algorithm. */
final class Acceptor {

    private Acceptor() {}
}
