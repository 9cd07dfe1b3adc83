package dev.synod.coordination.name;

/** A stream of events, as those who publish and read it call it. */
public record TopicName(String text) implements Comparable<TopicName> {

    /** How the names of the topics begin that tell of the cluster itself. */
    private static final String RESERVED = "synod.";

    public TopicName {
        Names.checked(text);
    }

    /** Whether the cluster itself publishes here, and nobody else may. */
    public boolean isReserved() {
        return text.startsWith(RESERVED);
    }

    @Override
    public int compareTo(TopicName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
