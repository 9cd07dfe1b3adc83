package dev.synod.spring.bridge;

/** Who may hold locks of the cluster for work that goes on. */
interface Holding {

    /** How many are held now, and not lost. */
    int held();
}
