package dev.synod.coordination.name;

/** A job that is to run once in the whole cluster for each of its firings. */
public record JobName(String text) implements Comparable<JobName> {

    public JobName {
        Names.checked(text);
    }

    @Override
    public int compareTo(JobName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
