package dev.synod.paxos;

/** Comes with the algorithm. */
final class Legislator {

    private Legislator() {}
}
