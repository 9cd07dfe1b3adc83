package dev.synod.client;

import java.util.Optional;
import java.util.function.Consumer;

/** The elections in which this process stands. */
public interface Elections {

    /** Stands in an election from now on, over all its sessions; the same candidacy for the same name. */
    Candidacy stand(String election);

    /** What this process has in an election. */
    interface Candidacy {

        String election();

        /** Present while this process leads; asks nobody, takes nanoseconds. */
        Optional<Leadership> leadership();

        /** Who leads, as last heard: the value it stands with; empty where nobody does or nothing was heard. */
        Optional<String> leader();

        /** Is told when this process begins to lead; where it leads already, now. */
        void onGranted(Consumer<Leadership> listener);

        /** Leads no more and stands no more, until {@link #standAgain}. */
        void withdraw();

        void standAgain();
    }
}
