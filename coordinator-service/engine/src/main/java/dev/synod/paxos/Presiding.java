package dev.synod.paxos;

/** Comes with the algorithm. */
final class Presiding {

    private Presiding() {}
}
