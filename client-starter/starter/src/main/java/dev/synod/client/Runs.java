package dev.synod.client;

import java.time.Instant;
import java.util.Optional;

/** Runs of jobs: one for each nominal firing, whichever process gets there first. */
public interface Runs {

    /** This process's claim to the run; empty where another has it, or it is over. */
    Optional<ClaimedRun> claim(String job, Instant firing, int maxAttempts);

    /** A run that this process has claimed and not finished. */
    interface ClaimedRun extends Lease {

        Instant firing();

        /** 1 for the first claim. */
        int attempt();

        void succeeded();

        /** Its outcome; {@code detail} is for people to read, cut at 1,024 characters. */
        void failed(String detail);
    }
}
