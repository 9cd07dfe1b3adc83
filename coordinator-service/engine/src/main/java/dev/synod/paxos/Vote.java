package dev.synod.paxos;

/** An acceptor's word that it accepted {@code decree} in {@code slot}, in {@code ballot}. */
public record Vote(Slot slot, Ballot ballot, Decree decree) {}
